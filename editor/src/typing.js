import { EditorView } from "@codemirror/view";

/**
 * Typing over a selection. The browser, left to itself, gives the new text the colour of the old one by an inline style, which
 * the page's security policy forbids.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const isTyping = event.inputType === "insertText" && event.data && !event.isComposing;
    if (!isTyping || view.state.selection.main.empty) return false;
    view.dispatch(view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
    return true;
  },
});
