import { type Actor, look, note } from '#access'
import { amountsOf, insertMany, type LoadedActivity, sealedWording, subjectKey } from '#activities'
import { insertFacts } from '#figures'
import { defineImport } from '#imports'
import { beginEarlier, freeSlugs, loadInitiatives, servedSpans } from '#initiatives'
import { currentForm, type Form, type Kind, kindsOfPast } from '#kinds'
import type { Reader, Tx } from '#platform/database'
import { t } from '#platform/i18n'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { readingOf } from '#platform/spreadsheet-reading'
import { today } from '#platform/time'
import { columnsOf, headingsOf, titleOf } from './columns.ts'
import { type PastPlan, planRecords } from './plan-records.ts'
import { readPastRows } from './read-row.ts'
import { insertIntake, keepBegun, takeTurnOfKind } from './store.ts'

/** So many records one file brings at most: ten years of a province's hamlets come in several. */
const mostRows = 15_000

/** A kind with the form by which past records of it are read. @throws Problem `not_found_or_not_allowed` */
export async function kindForPast(db: Reader, code: string): Promise<{ kind: Kind; form: Form }> {
  const kind = (await kindsOfPast(db)).find((one) => one.code === code)
  const form = kind && (await currentForm(db, code))
  if (!form) throw new Problem('not_found_or_not_allowed')
  return { kind, form }
}

/** The same for whoever may record somewhere. */
export const kindToImport = (actor: Actor, code: string) =>
  look(actor, 'activity.record', null, (db) => kindForPast(db, code))

/** Past records of one kind, one in each row. They wait for a checker together, and count as declared until then. */
export const registerImport = defineImport({
  name: 'past_records',
  action: 'activity.record',
  async read(file, { kind }: { kind: string }, actor) {
    const { form } = await kindToImport(actor, kind)
    return readingOf(file, {
      headings: headingsOf(columnsOf(form.fields)),
      needed: [titleOf('unit'), titleOf('initiative'), titleOf('day')],
      least: 3,
    })
  },
  most: mostRows,
  maySkip: true,
  async judge(db, { kind }, rows): Promise<PastPlan & { protects: boolean; kindVi: string; form: Form }> {
    const found = await kindForPast(db, kind)
    const { read, problems } = readPastRows(rows, columnsOf(found.form.fields), found.form.fields)
    const plan = await planRecords(db, found.form, read, { today: today(), problems })
    return { ...plan, protects: found.kind.protectsPeople, kindVi: found.kind.nameVi, form: found.form }
  },
  count: ({ records }) => records.length,
  seen: ({ formId, records, initiatives, earlier, already }) => [
    formId,
    already,
    initiatives.map(({ key, startedOn }) => [key, startedOn]),
    earlier.map(({ id, to }) => [id, to]),
    records.map(({ row, unitId, initiativeKey, day, summary, answers }) => [
      row,
      unitId,
      initiativeKey,
      day,
      summary,
      answers,
    ]),
  ],
  // What is there already is looked up before anything is written: two files of one kind wait for each other.
  lock: (tx, { kind }) => takeTurnOfKind(tx, kind),
  async write(tx, _, plan, { actor, fileName: given, fileHash }) {
    const intakeId = newId()
    // Officers name files after a person: one of protected people is called by its kind.
    const fileName = plan.protects ? plan.kindVi : given
    await insertIntake(tx, {
      id: intakeId,
      kind: plan.kind,
      fileName,
      fileHash,
      rows: plan.records.length,
      personId: actor.personId,
    })
    const idOf = await startInitiatives(tx, plan, { actor, intakeId, fileName })
    await writeRecords(tx, plan, { actor, intakeId, idOf })
    note(tx, { intake: intakeId, initiatives: plan.initiatives.length, earlier: plan.earlier.length })
    return intakeId
  },
})

/** Starts the initiatives that are not there yet, as they began. @returns their ids by key */
async function startInitiatives(
  tx: Tx,
  { kind, initiatives, earlier }: PastPlan,
  { actor, intakeId, fileName }: { actor: Actor; intakeId: string; fileName: string },
): Promise<(key: string) => string> {
  const words = t('registers.from_file', { file: fileName })
  const slugs = await freeSlugs(
    tx,
    initiatives.map(({ name }) => name),
  )
  const ids = new Map(initiatives.map(({ key }) => [key, newId()]))
  const step = { document: null, note: words, unitId: null, personId: actor.personId }
  const rows = initiatives.map(({ key, name, unitId, startedOn }, index) => ({
    id: ids.get(key) ?? '',
    kind,
    unitId,
    name,
    slug: slugs[index] ?? '',
    summary: '',
    state: 'active' as const,
    startedOn,
    endedOn: null,
    createdBy: actor.personId,
    life: (['proposed', 'registered', 'active'] as const).map((event) => ({
      event,
      day: startedOn,
      ...step,
    })),
  }))
  await loadInitiatives(tx, rows)
  const begun = { started: [...ids.values()], earlier: earlier.map(({ id }) => id) }
  await keepBegun(tx, intakeId, begun)
  await beginEarlier(tx, earlier, { note: words, personId: actor.personId })
  return (key) => ids.get(key) ?? key
}

/** Writes the records of a file with their facts, as one record would be written. */
async function writeRecords(
  tx: Tx,
  { records, form, protects }: PastPlan & { form: Form; protects: boolean },
  given: { actor: Actor; intakeId: string; idOf: (key: string) => string },
): Promise<void> {
  const recordedAt = new Date()
  const questions = new Set(
    form.fields.filter(({ type }) => type === 'text' || type === 'place').map(({ key }) => key),
  )
  const rows = records.map((record) => {
    const wording = { day: record.day, summary: record.summary, answers: record.answers }
    const id = newId()
    return {
      wording,
      row: {
        ...(protects ? sealedWording({ recordId: id, questions }, wording) : wording),
        id,
        initiativeId: given.idOf(record.initiativeKey),
        unitId: record.unitId,
        formId: form.id,
        state: 'recorded',
        recordedBy: given.actor.personId,
        recordedAt,
        intakeId: given.intakeId,
      } satisfies LoadedActivity,
    }
  })
  const perStatement = 1000
  for (let first = 0; first < rows.length; first += perStatement)
    await insertMany(
      tx,
      rows.slice(first, first + perStatement).map(({ row }) => row),
    )
  const themeOf = await servedSpans(
    tx,
    rows.map(({ row }) => row),
  )
  await insertFacts(
    tx,
    rows.flatMap(({ row, wording }) =>
      amountsOf(form.fields, wording.answers, subjectKey).map((amount) => ({
        ...amount,
        kind: 'activity' as const,
        id: row.id,
        unitId: row.unitId,
        day: row.day,
        seriesId: row.initiativeId,
        themeId: themeOf(row),
        assurance: 'declared' as const,
      })),
    ),
  )
}
