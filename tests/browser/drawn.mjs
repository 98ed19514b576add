// Runs in a page: texts of pictures that overlap each other or stand outside, and a page that is wider than its window.

export function drawn() {
  const problems = [];
  const SLACK = 2;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) {
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && one.checkVisibility() && !scrolls(one));
    problems.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}: ${wide.slice(0, 3).map((one) => `<${one.localName} class="${one.getAttribute("class") ?? ""}">`).join(" ")}`);
  }
  function scrolls(one) {
    for (let up = one.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  }
  for (const svg of document.querySelectorAll("svg")) {
    if (!svg.checkVisibility()) continue;
    const frame = svg.getBoundingClientRect();
    const boxes = [];
    for (const text of svg.querySelectorAll("text")) {
      const range = document.createRange();
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.data.trim() === "" || node.parentElement.closest("title,desc")) continue;
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (box.width === 0 || getComputedStyle(node.parentElement).visibility !== "visible") continue;
        boxes.push({ text, said: node.data.trim(), box });
      }
    }
    for (const { said, box } of boxes) {
      const cut = box.left < frame.left - SLACK || box.right > frame.right + SLACK || box.top < frame.top - SLACK || box.bottom > frame.bottom + SLACK;
      if (cut) problems.push(`cut by its picture: ${said.slice(0, 60)}`);
    }
    boxes.sort((a, b) => a.box.top - b.box.top);
    for (let n = 0; n < boxes.length; n++) {
      for (let m = n + 1; m < boxes.length && boxes[m].box.top < boxes[n].box.bottom; m++) {
        const [a, b] = [boxes[n].box, boxes[m].box];
        const [across, down] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
        // Lines of one text may touch: what stands above and below a letter is part of its box.
        const [roomX, roomY] = [SLACK, 0.35 * Math.min(a.height, b.height)];
        if (across > roomX && down > roomY) problems.push(`over each other: ${boxes[n].said.slice(0, 40)} / ${boxes[m].said.slice(0, 40)}`);
      }
    }
  }
  return problems.slice(0, 20);
}
