"""Go syntax by tree-sitter: trees, declarations, scopes, enclosing functions."""
