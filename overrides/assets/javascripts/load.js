// Loads a script that few visits need.

export function load(address) {
  const script = document.createElement("script");
  script.src = address;
  document.head.append(script);
  return new Promise((loaded, failed) => Object.assign(script, { onload: loaded, onerror: failed }));
}
