import { expect, test } from 'vitest'
import { linesOf, rowsOfChain } from './rules.ts'

const document = (id: string, issuedOn = '2024-01-01') => ({ id, issuedOn })
const link = (documentId: string, aboveId: string, clause = '') => ({ documentId, aboveId, clause })
const drawn = (...parts: Parameters<typeof rowsOfChain>) =>
  rowsOfChain(...parts).map((row) => [row.document.id, row.depth, row.parent, row.clause, row.alsoBeneath])

test('each document stands once, beneath the lowest of those it carries out, with the others named', () => {
  const documents = ['directive', 'conclusion', 'plan', 'guide'].map((id) => document(id))
  const links = [
    link('conclusion', 'directive', 'khoản 1'),
    link('plan', 'directive', 'khoản 2'),
    link('plan', 'conclusion', 'khoản 3'),
    link('guide', 'plan', 'khoản 4'),
  ]

  expect(drawn(documents, links)).toEqual([
    ['directive', 0, undefined, '', []],
    ['conclusion', 1, 0, 'khoản 1', []],
    ['plan', 2, 1, 'khoản 3', [0]],
    ['guide', 3, 2, 'khoản 4', []],
  ])
})

test('those beneath one another stand oldest first, of one day by id; unknown ends of links are passed over', () => {
  const documents = [
    document('c', '2024-02-01'),
    document('b', '2024-01-01'),
    document('a', '2024-02-01'),
    document('top', '2020-01-01'),
  ]
  const links = [link('a', 'top'), link('b', 'top'), link('c', 'top'), link('a', 'gone'), link('gone', 'top')]

  expect(drawn(documents, links).map(([id]) => id)).toEqual(['top', 'b', 'a', 'c'])
})

test('a text is cut between words, a long word by itself, and what is left over is an ellipsis', () => {
  expect(linesOf('một hai ba bốn', 7, 3)).toEqual(['một hai', 'ba bốn'])
  expect(linesOf('một hai, ba bốn năm', 8, 2)).toEqual(['một hai,', 'ba bốn…'])
  expect(linesOf('một hai, ba bốn năm', 8, 1)).toEqual(['một hai…'])
  expect(linesOf('nghiêngngả x', 5, 3)).toEqual(['nghiê', 'x'])
  expect(linesOf('', 5, 3)).toEqual([])
})

test('a text that just fills its lines has no ellipsis; blanks of any number part words', () => {
  expect(linesOf('một hai  ba bốn', 7, 2)).toEqual(['một hai', 'ba bốn'])
})

test('the lowest above counts, in whichever order links come; of two as low, the first', () => {
  const documents = ['top', 'middle', 'low', 'side', 'leaf'].map((id) => document(id))
  const way = [link('middle', 'top'), link('low', 'middle'), link('side', 'middle')]
  const above = (...names: string[]) => {
    const rows = rowsOfChain(documents, [...names.map((name) => link('leaf', name)), ...way])
    const leaf = rows.find((row) => row.document.id === 'leaf')
    return [rows[leaf?.parent ?? -1]?.document.id, leaf?.alsoBeneath.map((at) => rows[at]?.document.id)]
  }

  expect(above('low', 'top')).toEqual(['low', ['top']])
  expect(above('top', 'low')).toEqual(['low', ['top']])
  expect(above('side', 'low')).toEqual(['side', ['low']])
  expect(above('low', 'side')).toEqual(['low', ['side']])
})

test('of one day and the same chain, documents stand by their id whichever came first', () => {
  const tops = (...ids: string[]) =>
    rowsOfChain(
      ids.map((id) => document(id)),
      [],
    ).map((row) => row.document.id)

  expect(tops('a', 'b', 'c')).toEqual(['a', 'b', 'c'])
  expect(tops('c', 'b', 'a')).toEqual(['a', 'b', 'c'])
})
