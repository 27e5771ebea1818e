// Fields of numbers on a page of recording: what was understood stands beside the box while somebody types, and how exact
// the number is can be chosen, so that a keypad without letters is enough. Without this script the box takes the words.

import { qualifiers, saidIn, writtenSaid } from '#platform/precision'
import { readSaid } from '#platform/said'

const language = () => (document.documentElement.lang === 'en' ? 'en' : 'vi')

/** Whoever knows only an order of magnitude types it; it is no word before a number. */
const chosen = qualifiers.filter((one) => one !== 'order')

const words = () =>
  language() === 'en'
    ? { label: 'How exact', exact: 'exactly', over: 'over', nearly: 'nearly', about: 'about' }
    : { label: 'Mức chính xác', exact: 'đúng', over: 'trên', nearly: 'gần', about: 'khoảng' }

const format = (amount: number): string =>
  new Intl.NumberFormat(language() === 'en' ? 'en-GB' : 'vi-VN', { maximumFractionDigits: 3 }).format(amount)

const readOf = (input: HTMLInputElement) =>
  readSaid(input.value, { isWhole: input.dataset.said === 'numeric', unit: input.dataset.unit ?? null })

/** The box with the choice of precision before it, once. */
function choiceFor(input: HTMLInputElement): HTMLSelectElement {
  const choice = document.createElement('select')
  choice.className = 'select precision'
  const said = words()
  choice.setAttribute('aria-label', said.label)
  for (const one of chosen) choice.add(new Option(said[one], one))
  choice.addEventListener('change', () => {
    const read = readOf(input)
    const qualifier = chosen.find((one) => one === choice.value) ?? 'exact'
    if (!read.fault)
      input.value = writtenSaid({ amount: read.amount, qualifier }, language(), input.dataset.unit)
    else if (input.value.trim() === '' && qualifier !== 'exact') input.value = `${said[qualifier]} `
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
  const read = readOf(input)
  const said = read.fault ? undefined : read
  if (said) choice.value = said.qualifier === 'order' ? 'exact' : said.qualifier
  else if (input.value.trim() === '') choice.value = 'exact'
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
