import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Actor, asSystem, look, lookPublic, perform } from '#access'
import { indicatorsOf } from '#figures'
import { database } from '#platform/database'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../../test/support/district.ts'
import { proposeInitiative } from '../../initiatives/propose-initiative.ts'
import { formForProposing } from '../../initiatives/read.ts'
import { findInitiative } from '../../initiatives/store.ts'
import { addQuestion, changeQuestion, moveQuestion, putBack, removeQuestion } from './edit-draft.ts'
import { kindEntry, newKindEntry, questionEntry } from './entry.ts'
import { bringIndicator, bringRate, countFromEarlier, dropIndicator, issueForm } from './issue-form.ts'
import { kindPage } from './read.ts'
import { giveUpDraft, rewordKind, setUpKind, startDraft } from './set-up-kind.ts'

useDatabase()

const aKind = (unitId: string, over: Record<string, string> = {}) =>
  newKindEntry.parse({
    nameVi: 'Đường hoa tự quản',
    purposeVi: 'Trồng hoa ven đường.',
    isPublic: 'yes',
    unitId,
    ...over,
  })

const aQuestion = (over: Record<string, string> = {}) =>
  questionEntry.parse({ type: 'quantity', labelVi: 'Chiều dài đường hoa', unitVi: 'mét', ...over })

const anIndicator = {
  nameVi: 'Đường hoa đã trồng',
  nameEn: '',
  unitVi: 'mét',
  unitEn: '',
  rule: 'sum' as const,
  definitionVi: 'Mét đường mới trồng hoa trong kỳ.',
  definitionEn: '',
  source: '',
  partOf: '',
  isShare: false,
}

/** A kind of the commune with one question that feeds a new indicator. */
async function aDraft(officer: Actor, unitId: string) {
  const code = await setUpKind(officer, aKind(unitId))
  const key = await addQuestion(officer, code, aQuestion(), {})
  const indicator = await bringIndicator(officer, code, key, anIndicator)
  return { code, key, indicator }
}

const issue = async (officer: Actor, code: string) => {
  const { draft } = await kindPage(officer, code)
  await issueForm(officer, code, { seen: draft?.revision ?? 0, day: '2026-01-01' })
}

const codesSeenBy = async (actor: Actor) =>
  (await look(actor, 'figure.read', null, indicatorsOf)).map(({ code }) => code)

describe('a kind', () => {
  test('is nobody’s before its form is issued, then its unit’s and those beneath, and its indicator is counted', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code, indicator } = await aDraft(officer, district.commune)
    const kindsOffered = async (actor: Actor) =>
      (await formForProposing(actor)).kinds.map((kind) => kind.code)
    const propose = (actor: Actor, unitId: string) =>
      proposeInitiative(actor, { kind: code, unitId, name: `Đường hoa ${unitId.slice(-4)}`, summary: '' })

    await expect(propose(district.recorder, district.union)).rejects.toMatchObject({
      code: 'initiative_kind_has_no_form',
    })
    expect(await kindsOffered(district.recorder)).not.toContain(code)
    expect(await codesSeenBy(district.recorder)).not.toContain(indicator)
    await issue(officer, code)

    expect(await kindsOffered(district.recorder)).toContain(code)
    expect(await codesSeenBy(district.recorder)).toContain(indicator)
    await expect(propose(district.recorder, district.union)).resolves.toBeTypeOf('string')
    expect(await kindsOffered(district.stranger)).not.toContain(code)
    await expect(propose(district.stranger, district.neighbour)).rejects.toMatchObject({
      code: 'initiative_kind_is_of_another_unit',
    })
  })

  test('cannot be changed by anybody else, nor one that comes with the software', async () => {
    const district = await aDistrict()
    const { code, key } = await aDraft(district.checker, district.commune)
    const refused = { code: 'not_found_or_not_allowed' }

    for (const actor of [district.stranger, district.recorder, district.leader]) {
      await expect(setUpKind(actor, aKind(district.commune))).rejects.toMatchObject(refused)
      await expect(addQuestion(actor, code, aQuestion(), {})).rejects.toMatchObject(refused)
      await expect(removeQuestion(actor, code, key)).rejects.toMatchObject(refused)
      await expect(issueForm(actor, code, { seen: 1, day: '2026-01-01' })).rejects.toMatchObject(refused)
    }
    await expect(startDraft(district.checker, 'test_composting')).rejects.toMatchObject(refused)
    await expect(kindPage(district.recorder, code)).rejects.toMatchObject(refused)
  })

  test('keeps what it promised once it is in use', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const words = (over: Record<string, string>) =>
      kindEntry.parse({ nameVi: 'Tổ tự quản', purposeVi: 'Tự quản.', ...over })
    const code = await setUpKind(officer, aKind(district.commune, { protectsPeople: 'yes' }))
    await addQuestion(officer, code, aQuestion(), {})
    await rewordKind(officer, code, words({}))
    await rewordKind(officer, code, words({ protectsPeople: 'yes' }))
    await issue(officer, code)

    await expect(rewordKind(officer, code, words({}))).rejects.toMatchObject({
      code: 'kind_protection_is_lifted',
    })
    await expect(
      rewordKind(officer, code, words({ protectsPeople: 'yes', isPublic: 'yes' })),
    ).rejects.toMatchObject({ code: 'kind_is_opened_after_use' })
    await rewordKind(officer, code, words({ protectsPeople: 'yes', nameVi: 'Tổ tự quản mới' }))
    expect((await kindPage(officer, code)).kind.nameVi).toBe('Tổ tự quản mới')
  })

  test('that is not public shows none of its initiatives to the public', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const code = await setUpKind(
      officer,
      newKindEntry.parse({ ...aKind(district.commune), protectsPeople: undefined, isPublic: undefined }),
    )
    await addQuestion(officer, code, aQuestion(), {})
    await issue(officer, code)
    const id = await proposeInitiative(officer, {
      kind: code,
      unitId: district.commune,
      name: 'Kín',
      summary: '',
    })
    await sql`update initiatives.initiative set state = 'registered' where id = ${id}`.execute(database())

    expect(await lookPublic((db) => findInitiative(db, id))).toBeUndefined()
    expect(
      await look(district.stranger, 'initiative.read', null, (db) => findInitiative(db, id)),
    ).toMatchObject({ id })
  })

  test('takes over the questions of another, and two of one name have codes of their own', async () => {
    const district = await aDistrict()

    const one = await setUpKind(
      district.checker,
      aKind(district.commune, { from: 'test_composting', nameVi: 'Ủ rác' }),
    )
    const other = await setUpKind(district.checker, aKind(district.commune, { nameVi: 'Ủ rác' }))

    expect([one, other]).toEqual(['u_rac', 'u_rac_2'])
    const { draft } = await kindPage(district.checker, one)
    expect(draft?.fields.map(({ key, indicator }) => [key, indicator])).toEqual([
      ['waste', 'test_waste_kg'],
      ['households', 'test_households'],
      ['place', null],
      ['photos', null],
    ])
  })
})

describe('a draft', () => {
  test('is issued as it was seen, once, and never changes again, not even from below', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code, key } = await aDraft(officer, district.commune)
    const { draft } = await kindPage(officer, code)
    const seen = draft?.revision ?? 0
    await moveQuestion(officer, code, key, 1)

    await expect(issueForm(officer, code, { seen, day: '2026-01-01' })).rejects.toMatchObject({
      code: 'seen_is_outdated',
    })
    await expect(issueForm(officer, code, { seen: seen + 1, day: '2999-01-01' })).rejects.toMatchObject({
      code: 'form_counts_from_the_future',
    })
    await issue(officer, code)
    await expect(issueForm(officer, code, { seen, day: '2026-01-01' })).rejects.toMatchObject({
      code: 'form_has_no_draft',
    })
    await expect(changeQuestion(officer, code, key, aQuestion(), {})).rejects.toMatchObject({
      code: 'form_has_no_draft',
    })
    for (const change of [
      sql`update initiatives.field set label_vi = 'x' where form_id = ${draft?.id}`,
      sql`delete from initiatives.field where form_id = ${draft?.id}`,
      sql`insert into initiatives.field (form_id, key, position, type, label_vi, label_en) values (${draft?.id}, 'new', 9, 'count', 'x', 'x')`,
      sql`update initiatives.form set issued_on = '2020-01-01' where id = ${draft?.id}`,
    ])
      await expect(change.execute(database())).rejects.toMatchObject({ constraint: 'form_is_issued' })
  })

  test('brings indicators that count on all days where no first day is said', async () => {
    const district = await aDistrict()
    const { code, indicator } = await aDraft(district.checker, district.commune)
    const { draft } = await kindPage(district.checker, code)

    await issueForm(district.checker, code, { seen: draft?.revision ?? 0, day: null })

    expect((await kindPage(district.checker, code)).firstDays).toEqual(new Map([[indicator, null]]))
  })

  test('brings indicators whose first day moves back, never on, by nobody else and in nothing else', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code, indicator } = await aDraft(officer, district.commune)
    await issue(officer, code)
    const from = async () => (await kindPage(officer, code)).firstDays.get(indicator)
    const move = (actor: Actor, day: string | null) => countFromEarlier(actor, code, { indicator, day })

    await move(officer, '2012-03-12')
    expect(await from()).toBe('2012-03-12')
    await expect(move(officer, '2012-03-13')).rejects.toMatchObject({
      code: 'indicator_begins_later_than_before',
    })
    for (const actor of [district.stranger, district.recorder])
      await expect(move(actor, null)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
    await expect(
      countFromEarlier(officer, code, { indicator: 'test_waste_kg', day: null }),
    ).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
    const asOfficer = (change: string) =>
      perform(officer, 'kind.manage', district.commune, async (tx) => {
        await sql`update figures.indicator set ${sql.raw(change)} where code = ${indicator}`.execute(tx)
      })
    await expect(asOfficer("name_vi = 'Thứ khác'")).rejects.toMatchObject({
      code: 'indicator_is_counted_already',
    })
    await expect(asOfficer("valid_from = '2013-01-01'")).rejects.toMatchObject({
      code: 'indicator_begins_later_than_before',
    })

    await move(officer, null)
    expect(await from()).toBeNull()
  })

  test('with a fault is not issued', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code } = await aDraft(officer, district.commune)
    await addQuestion(officer, code, aQuestion({ type: 'repeat', labelVi: 'Danh sách', unitVi: '' }), {})

    await expect(issue(officer, code)).rejects.toMatchObject({
      code: 'form_is_not_ready',
      params: { count: 1 },
    })
    expect((await kindPage(officer, code)).faults).toEqual([
      { field: 'danh_sach', code: 'field_list_has_no_questions' },
    ])
  })

  test('gives back what was taken out, with all that lay in it', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code, key } = await aDraft(officer, district.commune)
    const list = await addQuestion(
      officer,
      code,
      aQuestion({ type: 'repeat', labelVi: 'Các tổ', unitVi: '' }),
      {},
    )
    const inside = await addQuestion(
      officer,
      code,
      aQuestion({ type: 'text', labelVi: 'Tên tổ', unitVi: '', parent: list }),
      { 'c.0.field': key, 'c.0.is': 'at_least', 'c.0.value': '10' },
    )
    const before = (await kindPage(officer, code)).draft?.fields

    const id = await removeQuestion(officer, code, list)
    const without = await kindPage(officer, code)
    await putBack(officer, code, id)

    expect(without.draft?.fields.map((field) => field.key)).toEqual([key])
    expect(without.removed.map(({ fields }) => fields.map((field) => field.key))).toEqual([[list, inside]])
    const after = await kindPage(officer, code)
    expect(after.draft?.fields).toEqual(before)
    expect(after.removed).toEqual([])
    await expect(putBack(officer, code, id)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  })

  test('given up takes its indicators along, and the kind where there never was another form', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code, indicator } = await aDraft(officer, district.commune)
    await issue(officer, code)
    await startDraft(officer, code)
    await expect(startDraft(officer, code)).rejects.toMatchObject({ code: 'form_has_a_draft_already' })
    const key = await addQuestion(officer, code, aQuestion({ labelVi: 'Cây bóng mát', unitVi: 'cây' }), {})
    const fresh = await bringIndicator(officer, code, key, {
      ...anIndicator,
      nameVi: 'Cây bóng mát',
      unitVi: 'cây',
    })

    const isThere = await giveUpDraft(officer, code)
    const other = await setUpKind(officer, aKind(district.commune))
    const otherIsThere = await giveUpDraft(officer, other)

    expect([isThere, otherIsThere]).toEqual([true, false])
    const { rows } = await sql<{
      code: string
    }>`select code from figures.indicator where code in (${indicator}, ${fresh})`.execute(database())
    expect(rows).toEqual([{ code: indicator }])
    expect((await kindPage(officer, code)).draft).toBeUndefined()
    await expect(kindPage(officer, other)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  })

  test('of two who change it at once neither loses a question', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code } = await aDraft(officer, district.commune)
    const second = await asSystem('test.people', (tx) =>
      aPerson(tx, 'Người thứ hai', { role: 'administrator', unitId: district.province }),
    )

    await Promise.all(
      [officer, second, officer, second].map((actor, index) =>
        addQuestion(actor, code, aQuestion({ labelVi: `Câu ${index}` }), {}),
      ),
    )

    const { draft } = await kindPage(officer, code)
    expect(draft?.fields).toHaveLength(5)
    expect(new Set(draft?.fields.map(({ key }) => key)).size).toBe(5)
  })
})

describe('an indicator of a draft', () => {
  test('fits its question, and a rate is worked out of two', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code, key, indicator } = await aDraft(officer, district.commune)
    const all = await addQuestion(officer, code, aQuestion({ labelVi: 'Chiều dài cả tuyến' }), {})
    const whole = await bringIndicator(officer, code, all, { ...anIndicator, nameVi: 'Tổng chiều dài' })
    const ofTwo = {
      nameEn: '',
      part: indicator,
      whole,
      definitionVi: 'Của cả tuyến.',
      definitionEn: '',
      source: '',
    }
    const rate = await bringRate(officer, code, { ...ofTwo, how: 'rate', nameVi: 'Tỷ lệ đường có hoa' })
    const left = {
      ...ofTwo,
      how: 'difference' as const,
      part: whole,
      whole: indicator,
      nameVi: 'Đường chưa có hoa',
    }
    const difference = await bringRate(officer, code, left)
    const shade = await addQuestion(officer, code, aQuestion({ labelVi: 'Trong đó có bóng mát' }), {})
    const partOf = { ...anIndicator, nameVi: 'Đường có bóng mát', partOf: whole, isShare: true }
    const part = await bringIndicator(officer, code, shade, partOf)

    await expect(bringIndicator(officer, code, key, { ...anIndicator, unitVi: 'km' })).rejects.toMatchObject({
      code: 'field_unit_differs_from_indicator',
    })
    await expect(
      bringIndicator(officer, code, key, { ...anIndicator, rule: 'distinct' }),
    ).rejects.toMatchObject({ code: 'field_cannot_be_counted' })
    await expect(
      bringIndicator(officer, code, all, { ...anIndicator, partOf: 'no_such_indicator' }),
    ).rejects.toMatchObject({ code: 'field_indicator_is_unknown' })
    await expect(dropIndicator(officer, code, whole)).rejects.toMatchObject({
      code: 'indicator_is_part_of_a_rate',
    })
    await issue(officer, code)

    const counted = await codesSeenBy(officer)
    expect(counted).toEqual(expect.arrayContaining([indicator, whole, rate]))
    const known = await look(officer, 'figure.read', null, indicatorsOf)
    expect(known.find((one) => one.code === part)).toMatchObject({ partOf: whole, isShare: true })
    expect(known.find((one) => one.code === difference)).toMatchObject({
      formula: `${whole} - ${indicator}`,
      unitVi: 'mét',
    })
    expect(known.findIndex((one) => one.code === part)).toBe(known.findIndex((one) => one.code === whole) + 1)
  })

  test('that nothing feeds does not come with the form', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code, key, indicator } = await aDraft(officer, district.commune)
    const second = await bringIndicator(officer, code, key, { ...anIndicator, nameVi: 'Chỉ tiêu khác' })

    await issue(officer, code)

    const counted = await codesSeenBy(officer)
    expect([counted.includes(indicator), counted.includes(second)]).toEqual([false, true])
  })

  test('that goes because nothing feeds it leaves its parts with its own whole', async () => {
    const district = await aDistrict()
    const officer = district.checker
    const { code, key } = await aDraft(officer, district.commune)
    const ask = (labelVi: string) => addQuestion(officer, code, aQuestion({ labelVi }), {})
    const bring = async (question: string, nameVi: string, over: object = {}) =>
      bringIndicator(officer, code, question, { ...anIndicator, nameVi, ...over })
    const whole = await bring(key, 'Tất cả')
    const middle = await ask('Phần giữa')
    const between = await bring(middle, 'Phần giữa', { partOf: whole, isShare: true })
    const part = await bring(await ask('Phần nhỏ'), 'Phần nhỏ', { partOf: between, isShare: true })
    const loose = await bring(await ask('Phần lẻ'), 'Phần lẻ', { partOf: between })
    await bring(middle, 'Phần khác')

    await issue(officer, code)

    const known = await look(officer, 'figure.read', null, indicatorsOf)
    expect(known.find((one) => one.code === between)).toBeUndefined()
    expect([part, loose].map((one) => known.find((each) => each.code === one))).toMatchObject([
      { partOf: whole, isShare: true },
      { partOf: whole, isShare: false },
    ])
  })

  test('is set up by nobody through a door at the side, nor is anything of a form', async () => {
    const district = await aDistrict()
    const { code } = await aDraft(district.checker, district.commune)
    const { draft } = await kindPage(district.checker, code)
    const attempts = (unit: string) => [
      sql`insert into figures.indicator (code, name_vi, name_en, unit_vi, unit_en, rule, position, definition_vi, definition_en, valid_from, unit_id)
          values ('by_the_side', 'xxx', 'xxx', 'x', 'x', 'sum', 1, 'x', 'x', 'infinity', ${unit})`,
      sql`insert into figures.indicator (code, name_vi, name_en, unit_vi, unit_en, rule, position, definition_vi, definition_en, valid_from, unit_id)
          values ('by_the_side', 'xxx', 'xxx', 'x', 'x', 'sum', 1, 'x', 'x', '2020-01-01', ${unit})`,
      sql`insert into initiatives.kind (code, name_vi, name_en, purpose_vi, purpose_en, position, unit_id) values ('by_the_side', 'xxx', 'x', 'x', 'x', 1, ${unit})`,
      sql`insert into initiatives.form (kind, version) values ('test_composting', 9)`,
      sql`insert into initiatives.field (form_id, key, position, type, label_vi, label_en) values (${draft?.id}, 'z', 9, 'count', 'x', 'x')`,
    ]
    const changes = [
      sql`update initiatives.field set label_vi = 'x' where form_id = ${draft?.id}`,
      sql`delete from initiatives.form where id = ${draft?.id}`,
      sql`update initiatives.kind set name_vi = 'khác' where code in (${code}, 'test_composting')`,
      sql`update figures.indicator set rule = 'stock' where code = 'test_waste_kg'`,
      sql`delete from figures.indicator where code = 'test_waste_kg'`,
    ]

    for (const actor of [district.recorder, district.stranger])
      for (const attempt of attempts(district.commune))
        await expect(
          perform(actor, 'initiative.propose', null, (tx) => attempt.execute(tx)),
        ).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
    for (const change of changes) {
      const { numAffectedRows } = await perform(district.stranger, 'initiative.propose', null, (tx) =>
        change.execute(tx),
      )
      expect(numAffectedRows).toBe(0n)
    }
  })
})
