// Fields of numbers on a page of recording: what was understood stands beside the box while somebody types, and how exact
// the number is can be chosen, so that a keypad without letters is enough. Without this script the box takes the words.

import { saidIn } from '#platform/precision'
import { choicesFor, chosenText, type NumberOf } from '#platform/precision-choices'
import { readSaid } from '#platform/said'
import { asksForLetters } from './letters.ts'

const language = () => (document.documentElement.lang === 'en' ? 'en' : 'vi')

const format = (amount: number): string =>
  new Intl.NumberFormat(language() === 'en' ? 'en-GB' : 'vi-VN', { maximumFractionDigits: 3 }).format(amount)

const rulesOf = (input: HTMLInputElement): NumberOf => ({
  isWhole: input.dataset.said === 'numeric',
  unit: input.dataset.unit ?? null,
})

/** The box with the choice of precision before it, once. */
function choiceFor(input: HTMLInputElement): HTMLSelectElement {
  const choice = document.createElement('select')
  choice.className = 'select precision'
  const rules = rulesOf(input)
  choice.addEventListener('change', () => {
    if (asksForLetters(choice, choicesFor(input.value, rules, language()).chosen)) return
    input.value = chosenText(input.value, choice.value, rules, language())
    show(input)
    input.focus()
  })
  input.before(choice)
  const heard = document.createElement('output')
  heard.className = 'field-hint'
  input.closest('.input-with-unit, .pair-part')?.after(heard)
  if (input.dataset.said) input.inputMode = input.dataset.said
  return choice
}

/** Says what was understood, where it is more than the digits that stand there. */
function show(input: HTMLInputElement): void {
  const before = input.previousElementSibling
  const choice = before instanceof HTMLSelectElement ? before : choiceFor(input)
  const heard = input.closest('.input-with-unit, .pair-part')?.nextElementSibling
  const { label, options, chosen } = choicesFor(input.value, rulesOf(input), language())
  choice.setAttribute('aria-label', label)
  choice.replaceChildren(...options.map(([one, word]) => new Option(word, one, false, one === chosen)))
  const read = readSaid(input.value, rulesOf(input))
  const said = read.fault ? undefined : read
  const isPlain = /^[\d.,\s]*$/.test(input.value)
  if (heard instanceof HTMLOutputElement)
    heard.textContent =
      said && !isPlain
        ? `${language() === 'en' ? 'Understood' : 'Hiểu là'}: ${saidIn(said, language(), format)} ${input.dataset.unit ?? ''}`
        : ''
}

const showAll = (): void => {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-said]')) show(input)
}

document.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.said) show(target)
})
document.addEventListener('turbo:render', showAll)
document.addEventListener('turbo:load', showAll)
showAll()
