// What runs in the browser on working pages. Every page works without it.

import * as Turbo from '@hotwired/turbo'

// Turbo's own progress bar moves by inline styles; ours hangs on `aria-busy` in base.css. The longest delay that a timer
// can have: never.
Turbo.config.drive.progressBarDelay = 2 ** 31 - 1

/** The menu of the signed-in person closes when something else is pressed. */
function closeMenus(event: Event) {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.person[open]'))
    if (!menu.contains(event.target as Node)) menu.open = false
}

document.addEventListener('click', closeMenus)
