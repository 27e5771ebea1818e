// What runs in the browser on working pages. Every page works without it.

import * as Turbo from '@hotwired/turbo'

// Turbo's own progress bar brings an inline style sheet, which the CSP refuses; ours hangs on `aria-busy` in style.css.
// The longest delay that a timer can have: never.
Turbo.config.drive.progressBarDelay = 2 ** 31 - 1

/** The list of problems takes the focus: a screen reader starts there, and the page scrolls to it. */
function focusProblems() {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}

/** The menu of the signed-in person closes when something else is pressed. */
function closeMenus(event: Event) {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.person[open]'))
    if (!menu.contains(event.target as Node)) menu.open = false
}

document.addEventListener('turbo:load', focusProblems)
document.addEventListener('turbo:render', focusProblems)
document.addEventListener('click', closeMenus)
