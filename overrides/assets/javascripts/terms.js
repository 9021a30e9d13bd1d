// A switch for term marks. Nothing is stored until a reader uses it; then it stays.

const KEY = "term-marks";

function isOff() {
  try {
    return localStorage.getItem(KEY) === "off";
  } catch {
    return false; // storage is blocked: the switch works for this page
  }
}

function apply(off) {
  document.documentElement.classList.toggle("without-term-marks", off);
}

apply(isOff());

export function addTermSwitch() {
  const place = document.querySelector(".page-head__facts");
  if (!place || place.querySelector("button") || !document.querySelector("a.term")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "term-switch";
  const show = () => {
    const off = document.documentElement.classList.contains("without-term-marks");
    button.textContent = off ? "Show term marks" : "Hide term marks";
  };
  button.addEventListener("click", () => {
    const off = !document.documentElement.classList.contains("without-term-marks");
    apply(off);
    show();
    try {
      if (off) localStorage.setItem(KEY, "off");
      else localStorage.removeItem(KEY);
    } catch {
      // storage is blocked: the choice holds until the page is left
    }
  });
  show();
  place.append(button);
}
