import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../../test/support/database.ts'
import { aProgramme, registered } from '../../tasks/programme.fixture.ts'
import { chainOf, documentPage } from '../read.ts'
import { linkDocument, relinkDocument, replaceDocument, unlinkDocument } from './link-documents.ts'
import { linesOf, rowsOfChain } from './rules.ts'

useDatabase()
let all: Awaited<ReturnType<typeof aProgramme>>
let directive: { id: string; symbol: string }
let provincialPlan: { id: string; symbol: string }
let communePlan: { id: string; symbol: string }
beforeAll(async () => {
  all = await aProgramme()
  const { provincial, clerk, province, commune } = all
  directive = await registered(provincial, province, {
    direction: 'received',
    type: 'directive',
    symbol: '05-CT/TW',
    issuedOn: '2016-05-15',
  })
  provincialPlan = await registered(provincial, province, {
    issuedOn: '2021-06-15',
    carries: '5-ct/tw',
    clause: 'mục 4',
  })
  communePlan = await registered(clerk, commune, { issuedOn: '2021-08-01', carries: provincialPlan.symbol })
})

const symbols = async (id: string, person = all.clerk) =>
  (await chainOf(person, id)).rows.map(({ document, depth }) => `${'>'.repeat(depth)}${document.symbol}`)

describe('the chain', () => {
  test('goes from the top to the leaves, whichever document is opened, with the clause', async () => {
    const whole = ['05-CT/TW', '>01-KH/TU', '>>01-KH/ĐU']

    for (const { id } of [directive, provincialPlan, communePlan]) expect(await symbols(id)).toEqual(whole)
    const { rows } = await chainOf(all.clerk, directive.id)
    expect(rows.map(({ clause }) => clause)).toEqual(['', 'mục 4', ''])
  })

  test('shows a neighbour nothing of the plan of this commune', async () => {
    expect(await symbols(directive.id, all.next)).toEqual(['05-CT/TW', '>01-KH/TU'])
    await expect(chainOf(all.next, communePlan.id)).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
  })

  test('never closes into a circle, also when two officers link at once', async () => {
    const { clerk, chief, commune, provincial } = all
    const one = await registered(clerk, commune, { type: 'report' })
    const other = await registered(clerk, commune, { type: 'report' })
    const link = (person: typeof clerk, from: typeof one, to: typeof one) =>
      linkDocument(person, from.id, { carries: to.symbol, clause: '' })

    const outcomes = await Promise.allSettled([link(clerk, one, other), link(chief, other, one)])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'documents_carry_out_in_a_circle' },
    })
    await expect(link(clerk, one, one)).rejects.toMatchObject({
      code: expect.stringMatching(/^(carries_out_itself|documents_carry_out_in_a_circle)$/),
    })
    // Through three: the plan of the province cannot carry out the plan of the commune that carries it out.
    await expect(
      linkDocument(provincial, provincialPlan.id, { carries: '01-KH/ĐU ngày 1/8/2021', clause: '' }),
    ).rejects.toMatchObject({ code: 'documents_carry_out_in_a_circle' })
  })

  test('is changed by those alone who register in the unit, with documents that they may read', async () => {
    const { next, neighbour, clerk } = all
    const theirs = await registered(next, neighbour, { type: 'notice' })

    await expect(
      linkDocument(next, communePlan.id, { carries: '05-CT/TW', clause: '' }),
    ).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
    await expect(
      linkDocument(clerk, communePlan.id, { carries: theirs.symbol, clause: '' }),
    ).rejects.toMatchObject({
      code: 'document_is_not_found',
    })
  })

  test('says where a mention is not enough, and the day settles it', async () => {
    const { clerk, commune } = all
    await registered(clerk, commune, {
      issuedOn: '2026-01-05',
      type: 'circular',
      symbol: '01-TT/ĐU',
      number: 1,
    })
    await registered(clerk, commune, {
      issuedOn: '2024-01-05',
      type: 'circular',
      symbol: '01-TT/ĐU',
      number: 1,
    })
    const letter = await registered(clerk, commune, { type: 'official_letter' })
    const link = (carries: string) => linkDocument(clerk, letter.id, { carries, clause: '' })

    await expect(link('01-TT/ĐU')).rejects.toMatchObject({
      code: 'document_is_ambiguous',
      params: { days: '05/01/2026, 05/01/2024' },
    })
    await link('01-TT/ĐU ngày 5/1/2024; 05-CT/TW')
    expect(await symbols(letter.id)).toContain('>01-CV/ĐU')
    const linked = (await documentPage(clerk, letter.id)).chain.links.filter(
      ({ documentId }) => documentId === letter.id,
    )
    expect(linked).toHaveLength(2)
    await unlinkDocument(clerk, letter.id, directive.id)
    const left = (await documentPage(clerk, letter.id)).chain.links.filter(
      ({ documentId }) => documentId === letter.id,
    )
    expect(left).toHaveLength(1)
    await expect(unlinkDocument(clerk, letter.id, directive.id)).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
  })
})

test('a replaced directive shows on what carries it out, which changes over without losing that it did', async () => {
  const { provincial, clerk, province, commune } = all
  const old = await registered(provincial, province, { type: 'conclusion', issuedOn: '2021-06-01' })
  const plan = await registered(clerk, commune, {
    issuedOn: '2022-02-02',
    carries: old.symbol,
    clause: 'khoản 2',
  })
  const later = await registered(provincial, province, { type: 'conclusion', issuedOn: '2025-06-01' })
  await expect(replaceDocument(provincial, later.id, old.symbol)).rejects.toMatchObject({
    code: 'document_is_replaced_by_an_older_one',
  })

  await replaceDocument(provincial, old.id, later.symbol)

  const seen = await documentPage(clerk, plan.id)
  expect(seen.chain.successors.get(old.id)?.symbol).toBe(later.symbol)
  await relinkDocument(clerk, plan.id, old.id)
  expect(await symbols(plan.id)).toEqual([later.symbol, `>${plan.symbol}`])
  const { changes } = await documentPage(clerk, plan.id)
  expect(changes[0]).toMatchObject({
    event: 'relinked',
    why: old.symbol,
    before: { aboveId: old.id, clause: 'khoản 2' },
  })
  await expect(replaceDocument(provincial, later.id, later.symbol)).rejects.toMatchObject({
    code: expect.stringMatching(/^(document_replaces_itself|documents_replace_in_a_circle)$/),
  })
  const same = await registered(provincial, province, { type: 'conclusion', issuedOn: '2025-06-01' })
  await replaceDocument(provincial, later.id, same.symbol)
  await expect(replaceDocument(provincial, same.id, later.symbol)).rejects.toMatchObject({
    code: 'documents_replace_in_a_circle',
  })
})

describe('rows of a picture', () => {
  const document = (id: string, issuedOn: string) => ({ id, issuedOn })
  const link = (documentId: string, aboveId: string) => ({ documentId, aboveId, clause: '' })

  test('hold each document once, beneath the lowest of those that it carries out, the others named', () => {
    const rows = rowsOfChain(
      [document('top', '2016'), document('mid', '2018'), document('other', '2017'), document('leaf', '2020')],
      [link('mid', 'top'), link('leaf', 'top'), link('leaf', 'mid'), link('leaf', 'other')],
    )

    expect(rows.map(({ document: { id }, depth, parent }) => [id, depth, parent])).toEqual([
      ['top', 0, undefined],
      ['mid', 1, 0],
      ['leaf', 2, 1],
      ['other', 0, undefined],
    ])
    expect(rows[2]?.alsoBeneath.sort()).toEqual([0, 3])
  })

  test('pass over links to what the reader may not see', () => {
    expect(rowsOfChain([document('a', '2020')], [link('a', 'hidden'), link('hidden', 'b')])).toHaveLength(1)
  })

  test('break texts between words and cut what is too long', () => {
    expect(linesOf('một hai ba bốn năm', 7, 2)).toEqual(['một hai', 'ba bốn…'])
    expect(linesOf('một', 7, 2)).toEqual(['một'])
    expect(linesOf('aaaaaaaaaaaa b', 5, 2)).toEqual(['aaaaa', 'b'])
  })
})
