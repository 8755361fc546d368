// Makes the file's SHA-256 here, so that the file itself need not be sent. Without this, the server makes it.
const form = document.querySelector("form[data-digest]");

async function digest(file) {
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

form?.addEventListener("submit", async (event) => {
  const chosen = form.elements.file;
  if (!chosen.files.length || !globalThis.crypto?.subtle) return;
  event.preventDefault();
  try {
    form.elements.sha256.value = await digest(chosen.files[0]);
    chosen.disabled = true;
  } catch { /* too large for the browser: the file itself is sent */ }
  form.submit();
});
