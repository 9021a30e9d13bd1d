// A reading path that is followed stands in the address, and its steps on the page: each is there already, out of sight at the top.

export function showPath() {
  const asked = new URLSearchParams(location.search).get("path");
  const steps = [...document.querySelectorAll("[data-path]")];
  const isFollowed = steps.some(({ dataset }) => dataset.path === asked);
  for (const step of steps) {
    const isBar = step.matches(".path-bar");
    const isOfOther = step.dataset.path !== asked;
    step.hidden = isOfOther && (isFollowed || isBar);
    step.classList.toggle("steps__followed", !isOfOther && !isBar);
    if (isBar) step.querySelector("button").onclick = leave;
  }
}

function leave() {
  const address = new URL(location);
  address.searchParams.delete("path");
  history.replaceState(history.state, "", address);
  showPath();
  document.getElementById("top").focus();
}
