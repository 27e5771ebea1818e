import { expect, test } from 'vitest'
import { look } from '#access'
import { activityPage, correctActivity, recordActivity } from '#activities'
import { figureOf } from '#figures'
import { proposeInitiative } from '#initiatives'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { spanOf } from '#platform/time'
import { changeQuestion, removeQuestion } from '../../src/3-capture/kinds/forms/edit-draft.ts'
import { newKindEntry, questionEntry } from '../../src/3-capture/kinds/forms/entry.ts'
import { issueForm } from '../../src/3-capture/kinds/forms/issue-form.ts'
import { kindPage } from '../../src/3-capture/kinds/forms/read.ts'
import { setUpKind, startDraft } from '../../src/3-capture/kinds/forms/set-up-kind.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry } from '../support/district.ts'

useDatabase()

type District = Awaited<ReturnType<typeof aDistrict>>

const issue = async ({ checker }: District, code: string): Promise<string> => {
  const { draft } = await kindPage(checker, code)
  await issueForm(checker, code, { seen: draft?.revision ?? 0, day: '2026-01-01' })
  return draft?.id ?? ''
}

/** A kind with two versions: the second asks no more where, and asks for waste in other words. */
async function twoVersions() {
  const district = await aDistrict()
  const { checker, recorder, union, commune } = district
  const code = await setUpKind(
    checker,
    newKindEntry.parse({
      nameVi: 'Ủ rác của xã',
      purposeVi: 'Ủ rác.',
      unitId: commune,
      from: 'test_composting',
    }),
  )
  const first = await issue(district, code)
  const initiativeId = await proposeInitiative(recorder, {
    kind: code,
    unitId: union,
    name: 'Rác thành phân, bản mới',
    summary: '',
  })
  await database()
    .updateTable('initiatives.initiative')
    .set({ state: 'active', started_on: '2026-01-01' })
    .where('id', '=', initiativeId)
    .execute()
  const entry = { ...anEntry(initiativeId), answers: { waste: 12, place: 'Ấp 3' } }
  await recordActivity(recorder, entry)
  await startDraft(checker, code)
  await removeQuestion(checker, code, 'place')
  await changeQuestion(
    checker,
    code,
    'waste',
    questionEntry.parse({
      type: 'quantity',
      labelVi: 'Rác đã cân',
      unitVi: 'kg',
      maximum: '5',
      indicator: 'test_waste_kg',
    }),
    {},
  )
  const second = await issue(district, code)
  return { district, entry, first, second }
}

const wasteOf = ({ leader, commune }: District) =>
  look(leader, 'figure.read', null, (db) =>
    figureOf(db, { unitId: commune }, 'test_waste_kg', spanOf('2026-03') ?? { from: '', until: '' }),
  )

test('a record is read, and corrected, by the form that it was made with, whatever is asked since', async () => {
  const { district, entry, first } = await twoVersions()

  const page = await activityPage(district.recorder, entry.id)
  await correctActivity(district.recorder, entry.id, {
    seen: 1,
    day: entry.day,
    summary: entry.summary,
    answers: { waste: 40, place: 'Ấp 4' },
    reason: '',
    photos: { kept: [], sentAhead: [] },
    removed: [],
  })

  expect(page.activity.formId).toBe(first)
  expect(page.fields.map(({ key, label_vi }) => [key, label_vi])).toContainEqual(['place', 'Ở đâu'])
  expect(page.fields.find(({ key }) => key === 'waste')?.label_vi).toBe('Rác đã xử lý')
  expect((await activityPage(district.recorder, entry.id)).activity.answers).toEqual({
    waste: 40,
    place: 'Ấp 4',
  })
  expect((await wasteOf(district)).declared).toBe(40)
})

test('a phone that was away records with the version it has; a new record is asked by the newest', async () => {
  const { district, entry, first, second } = await twoVersions()
  const away = { ...entry, id: newId(), answers: { waste: 7, place: 'Ấp 5' } }
  const now = { ...entry, id: newId(), answers: { waste: 4, place: 'Ấp 6' } }

  await recordActivity(district.recorder, { ...away, formId: first })
  await recordActivity(district.recorder, now)
  const tooMuch = recordActivity(district.recorder, { ...now, id: newId(), answers: { waste: 7 } })

  await expect(tooMuch).rejects.toMatchObject({ code: 'form_has_faults' })
  const [old, fresh] = [
    await activityPage(district.recorder, away.id),
    await activityPage(district.recorder, now.id),
  ]
  expect([old.activity.formId, old.activity.answers]).toEqual([first, away.answers])
  expect([fresh.activity.formId, fresh.activity.answers]).toEqual([second, { waste: 4 }])
})

test('a form of another kind, one that is a draft, and one that nobody has are refused', async () => {
  const { district, entry } = await twoVersions()
  const other = await kindPage(district.checker, 'test_composting')
  const draftOnly = await setUpKind(
    district.checker,
    newKindEntry.parse({ nameVi: 'Chỉ có nháp', purposeVi: 'Nháp.', unitId: district.commune }),
  )
  const draft = (await kindPage(district.checker, draftOnly)).draft?.id

  for (const formId of [other.current?.id, draft, newId()])
    await expect(recordActivity(district.recorder, { ...entry, id: newId(), formId })).rejects.toMatchObject({
      code: 'form_is_of_another_kind',
    })
})
