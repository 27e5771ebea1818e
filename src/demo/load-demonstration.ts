import { addPerson, asSystem, giveRoleTo, hashPassword, lookAsSystem, lookPublic, note } from '#access'
import { type ActivityRow, loadActivities, sealProtected } from '#activities'
import { foldFigures, loadIndicators } from '#figures'
import { loadInitiatives } from '#initiatives'
import { currentForm, type Form, loadKinds, readyKinds } from '#kinds'
import { findUnits, loadUnits } from '#org'
import { learnWhatTablesHold, type Tx } from '#platform/database'
import { broughtTo } from '#platform/module'
import type { Day } from '#platform/time'
import { setPortalRoot } from '#portal'
import { loadSpread } from '#spreading'
import { type DemoActivity, recordActivities } from './activities.ts'
import { doubtsAmong } from './doubtful-photos.ts'
import { placeInitiatives, type Run } from './initiatives.ts'
import { type DemoPerson, demonstrationPassword, inventPeople } from './people.ts'
import { hirePainter, type Painter } from './pictures/index.ts'
import { days } from './places.ts'
import { loadAims, loadProgramme } from './programme/index.ts'
import { demoThemeOf } from './programme/themes.ts'
import { proveSome } from './proof.ts'
import { reviewThreeYears } from './reports.ts'
import { spreadOfDistrict } from './spread.ts'
import { type LoadSoFar, loadSoFar } from './store.ts'
import { type District, layOutDistrict } from './units.ts'

/** A sign-in to try the demonstration with. */
export type SignIn = { userName: string; password: string; who_vi: string; who_en: string }

/** What was loaded. */
export type Counts = {
  units: number
  people: number
  initiatives: number
  activities: number
  photos: number
}

/** Whether nobody has entered a unit yet: only then may the demonstration district be loaded. */
export const isEmpty = async (): Promise<boolean> =>
  (await lookPublic((db) => findUnits(db, { text: '', limit: 1 }))).length === 0

/** So many records are painted and entered at a time: the pictures of the next ones are painted meanwhile. */
const atOnce = 1000

/** How far a load has come that broke off; undefined where there is nothing to go on with. */
export async function brokenLoad(): Promise<LoadSoFar | undefined> {
  const begun = await lookAsSystem(loadSoFar)
  return begun?.done.has('review') ? undefined : begun
}

/**
 * Loads the demonstration district: all that was recorded in one transaction, from one seed, so that the same day gives the
 * same district; then what people and an inspector say of it. Photos are painted while the database works. Each step leaves
 * its line in the audit, and a load that broke off goes on after the last one.
 * @throws Error where there are units already: real data is never mixed with invented data.
 */
export async function loadDemonstration(given: {
  today: Day
  say: (line: string) => void
  /** Where the system is reached, as papers name it. */
  origin?: string | undefined
}): Promise<{ signIns: SignIn[]; counts: Counts }> {
  const begun = await brokenLoad()
  if (!begun && !(await isEmpty()))
    throw new Error('The demonstration district is loaded into an empty database only.')
  const today = begun?.today ?? given.today
  const district = layOutDistrict()
  const people = inventPeople()
  const runs = placeInitiatives(district, today)
  const activities = recordActivities(runs, people, today)
  const made = { district, people, runs, activities, today }
  const counts = (begun?.counts as Counts | undefined) ?? (await enterAll(made, given.say))

  const steps: Record<string, () => Promise<unknown>> = {
    // What each unit has done can be read once it is settled to whom it counts: when all of that is committed.
    aims: () => asSystem('demonstration.aims', (tx) => loadAims(tx, made)),
    proof: async () => {
      await proveSome(activities, people, today)
      await asSystem('demonstration.proof', async () => {})
    },
    review: async () => {
      await sealProtected()
      // A review asks for hundreds of figures of three years: folded first, it is written in half of the time.
      await foldFigures()
      await reviewThreeYears(people, given.origin)
      await asSystem('demonstration.review', async () => {})
    },
  }
  // A database that knows nothing yet of what it holds takes three times as long for all that follows.
  await learnWhatTablesHold()
  for (const [step, run] of Object.entries(steps)) if (!begun?.done.has(step)) await run()
  return { signIns: signInsOf(people), counts }
}

type Made = {
  district: District
  people: readonly DemoPerson[]
  runs: readonly Run[]
  activities: readonly DemoActivity[]
  today: Day
}

/** Enters units, people, initiatives, the programme and all that was recorded, in one transaction. */
async function enterAll(made: Made, say: (line: string) => void): Promise<Counts> {
  const { district, people, runs, activities, today } = made
  const doubts = doubtsAmong(activities)
  const painter = hirePainter(doubts)
  return asSystem('demonstration.load', async (tx) => {
    await loadUnits(tx, district)
    await setPortalRoot(tx, district.at('district').id)
    await loadPeople(tx, people, district)
    const forms = await loadRegistry(tx, runs)
    await loadSpread(tx, spreadOfDistrict(district, runs, today))
    await loadProgramme(tx, made)
    const photos = await loadRecords(tx, { activities, forms, painter: await painter, doubts, say })
    const counts = {
      units: district.units.length,
      people: people.length,
      initiatives: runs.length,
      activities: activities.length,
      photos,
    }
    note(tx, { ...counts, today })
    return counts
  })
}

async function loadPeople(tx: Tx, people: readonly DemoPerson[], district: District): Promise<void> {
  // One password for all, so one hash will do; hashing is slow on purpose.
  const hash = await hashPassword(demonstrationPassword)
  for (const { id, name, userName, roles } of people) {
    await addPerson(tx, { id, name, userName, hash })
    for (const { role, place } of roles)
      await giveRoleTo(tx, {
        personId: id,
        role,
        unitId: district.at(place).id,
        givenBy: null,
        validFrom: days.reform,
      })
  }
}

async function loadRegistry(tx: Tx, runs: readonly Run[]): Promise<Map<string, Form>> {
  await loadIndicators(tx, broughtTo('indicators').flat())
  await loadKinds(tx, readyKinds, '2021-05-18')
  await loadInitiatives(
    tx,
    runs.map(({ row }) => row),
  )
  const forms = new Map<string, Form>()
  for (const { code } of readyKinds) {
    const form = await currentForm(tx, code)
    if (form) forms.set(code, form)
  }
  return forms
}

async function loadRecords(
  tx: Tx,
  given: {
    activities: readonly DemoActivity[]
    forms: Map<string, Form>
    painter: Painter
    doubts: ReadonlyMap<string, unknown>
    say: (line: string) => void
  },
): Promise<number> {
  const { activities, forms, painter, doubts, say } = given
  let photoCount = 0
  let entering: Promise<void> = Promise.resolve()
  for (let first = 0; first < activities.length; first += atOnce) {
    const some = activities.slice(first, first + atOnce)
    const photos = await painter.photosOf(some)
    await entering
    const rows = some.map((activity) => {
      const form = forms.get(activity.run.plan.kind)
      if (!form) throw new Error(`No form for ${activity.run.plan.kind}.`)
      const kept = photos.get(activity.id) ?? []
      photoCount += kept.length
      return { ...rowOf(activity, form, kept), comparePhotos: doubts.has(activity.id) }
    })
    entering = loadActivities(tx, rows)
    // A fault is met at the next `await entering`; until then it must not end the process.
    entering.catch(() => {})
    const upTo = Math.min(first + atOnce, activities.length)
    say(
      `  ${upTo}/${activities.length} hoạt động, ${photoCount} ảnh (${upTo} of ${activities.length} activities)`,
    )
  }
  await entering
  return photoCount
}

function rowOf(activity: DemoActivity, form: Form, photos: ActivityRow['photos']): ActivityRow {
  const kind = readyKinds.find(({ code }) => code === form.kind)
  return {
    id: activity.id,
    initiativeId: activity.run.row.id,
    unitId: activity.unitId,
    formId: form.id,
    kind: form.kind,
    fields: form.fields,
    day: activity.day,
    summary: activity.summary,
    answers: activity.answers,
    recordedBy: activity.recordedBy,
    recordedAt: activity.recordedAt,
    photos,
    photosArePublic: kind?.protects_people === false,
    themeId: demoThemeOf(activity.day),
    ...(activity.check ? { check: activity.check } : {}),
  }
}

export const signInsOf = (people: readonly DemoPerson[]): SignIn[] =>
  people.flatMap(({ userName, who }) =>
    who ? [{ userName, password: demonstrationPassword, who_vi: who.vi, who_en: who.en }] : [],
  )
