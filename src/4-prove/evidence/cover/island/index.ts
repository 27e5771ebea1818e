// Drawing what is to be covered in a photo, by finger, mouse or keyboard. The numbers of the form are the truth; what is drawn is
// written into them. Without this script they are typed.

import { Board } from './board.ts'

function start(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-cover]:not([data-started])')) {
    const form = element.closest('form')
    const numbers = form?.querySelector('details')
    if (!form || !numbers) continue
    element.dataset.started = 'yes'
    // Who draws needs no numbers, until one of them is wrong.
    numbers.open = form.querySelector('[aria-invalid]') !== null
    new Board(element, form)
  }
}

document.addEventListener('turbo:load', start)
document.addEventListener('turbo:render', start)
start()
