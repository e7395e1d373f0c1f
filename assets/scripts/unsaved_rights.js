// Unsaved words of pages (assets/editor/unsaved.js) that may no longer be read, or belong to somebody else, go from this
// browser, also when no editor is opened any more. Without any, nothing is made and nothing asked for.
const DATABASE = "cluster-dialog-unsaved";
const { user } = document.body.dataset;

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    // There was none: the empty one that would be made now is not wanted.
    request.onupgradeneeded = () => request.transaction.abort();
  });

async function sweep() {
  const database = await answer(indexedDB.open(DATABASE));
  database.onversionchange = () => database.close();
  const store = (mode) => database.transaction("changes", mode).objectStore("changes");
  const drop = (key) => answer(store("readwrite").delete(key));
  const asked = new Map();
  for (const key of await answer(store("readonly").getAllKeys())) {
    const { address } = (await answer(store("readonly").get(key))) ?? {};
    if (!key.startsWith(`${user}/`)) await drop(key);
    else if (address) {
      if (!asked.has(address)) asked.set(address, await isClosed(address));
      if (asked.get(address)) await drop(key);
    }
  }
  database.close();
}

// Not when it leads elsewhere (signed out meanwhile), nor without an answer.
async function isClosed(address) {
  const { status } = await fetch(address, { method: "HEAD", redirect: "manual", credentials: "same-origin" });
  return status === 404 || status === 403;
}

if (user) sweep().catch(() => {});
