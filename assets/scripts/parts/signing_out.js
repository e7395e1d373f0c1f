// Who signs out leaves nothing unsaved behind in this browser (assets/editor/unsaved.js).
export const forgetOnSignOut = (path) =>
  addEventListener("submit", ({ target }) => target.action.endsWith(path) && indexedDB.deleteDatabase("cluster-dialog-unsaved"));
