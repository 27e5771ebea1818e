import { expect, test } from 'vitest'
import { choicesFor, chosenText } from './precision-choices.ts'
import { readSaid } from './said.ts'

const households = { isWhole: true, unit: 'hộ' }
const money = { isWhole: true, unit: 'đồng' }
const millions = { isWhole: false, unit: 'triệu đồng' }

test('beside a box stand the words of precision, orders of magnitude in its unit, and the letters', () => {
  const wordsOf = (rules: typeof millions) => choicesFor('', rules, 'vi').options.map(([, word]) => word)

  expect(wordsOf({ isWhole: true, unit: 'hộ' })).toEqual([
    'đúng',
    'trên',
    'gần',
    'khoảng',
    'hàng chục',
    'hàng trăm',
    'hàng nghìn',
    'hàng chục nghìn',
    'gõ bằng chữ…',
  ])
  expect(wordsOf(money)).toContain('hàng tỷ')
  expect(wordsOf(millions)).toContain('hàng chục triệu')
})

test.each<[string, string]>([
  ['', 'exact'],
  ['37', 'exact'],
  ['trên 37', 'over'],
  ['khoảng', 'about'],
  ['hàng trăm', '100'],
  ['hàng triệu', '1000000'],
  ['dưới 40', 'exact'],
  ['bao nhiêu', 'exact'],
])('of “%s” the choice is %s, and it is offered', (text, expected) => {
  const { chosen, options } = choicesFor(text, households, 'vi')

  expect(chosen).toBe(expected)
  expect(options.map(([choice]) => choice)).toContain(expected)
})

test.each<[string, string, string]>([
  ['37', 'over', 'trên 37'],
  ['trên 37', 'exact', '37'],
  ['37', '100', 'hàng trăm'],
  ['hàng trăm', 'over', 'trên '],
  ['hàng trăm', 'exact', ''],
  ['', 'about', 'khoảng '],
  ['khoảng ', 'nearly', 'gần '],
  ['khoảng ', 'exact', ''],
  ['40-50', 'over', '40-50'],
])('“%s” becomes by %s “%s”', (text, choice, expected) => {
  expect(chosenText(text, choice, households, 'vi')).toBe(expected)
})

test('every order that is chosen is read as itself, in every unit and language', () => {
  for (const rules of [households, money, millions, { isWhole: false, unit: 'nghìn m³' }])
    for (const language of ['vi', 'en'] as const)
      for (const [choice] of choicesFor('', rules, language).options.filter(([one]) => /^\d+$/.test(one)))
        expect(readSaid(chosenText('', choice, rules, language), rules)).toEqual({
          amount: Number(choice),
          qualifier: 'order',
        })
})
