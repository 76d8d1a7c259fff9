"""The only package that starts processes: finding Go, its export data, limits, and compiling."""
