import { type Actor, look } from '#access'
import type { Figure } from '#figures'
import { firstDayOf, type Indicator, indicatorsOf, yearsSince } from '#figures'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { spanOf, today } from '#platform/time'
import { figureOfSpan, figuresOfServers, membersNow, monthsOfServerUnits } from './figures-of-servers.ts'
import { areasBeneath, firstYearOfServers, reportsOf, thisServer, versionHere } from './store.ts'

/** What is shown: one indicator, by its code, in a year. Without them, the first headline and this year. */
export type FederationQuestion = { indicator?: string | undefined; year?: string | undefined }

/** The figure of a server, of this one, or of a unit there. */
export type FederationRow = {
  name: string
  href: string | null
  figure: Figure | undefined
  isCounted: boolean
}

/** What can be shown, and what is. @throws Problem `indicator_is_unknown`, `period_is_malformed` */
function chosen(all: readonly Indicator[], question: FederationQuestion) {
  const year = question.year ?? today().slice(0, 4)
  const span = /^\d{4}$/.test(year) ? spanOf(year) : undefined
  if (!span) throw new Problem('period_is_malformed', { period: year.slice(0, 20) })
  const addable = all.filter(({ rule }) => rule !== 'distinct')
  const indicator =
    question.indicator === undefined
      ? (addable.find(({ isHeadline }) => isHeadline) ?? addable[0])
      : addable.find(({ code }) => code === question.indicator)
  if (question.indicator !== undefined && !indicator)
    throw new Problem('indicator_is_unknown', { code: question.indicator.slice(0, 60) })
  return { year, span, indicator, indicators: addable }
}

/** The years that can be chosen, the latest first: from the first fact here or on a server that has joined. */
async function yearsToChoose(db: Reader): Promise<number[]> {
  const own = await firstDayOf(db, undefined)
  const theirs = await firstYearOfServers(db)
  return yearsSince(
    theirs !== undefined && theirs < Number(own.slice(0, 4)) ? `${theirs}-01-01` : own,
    today(),
  )
}

/** The servers that have joined, and one indicator over all of them. */
export const federationPage = (actor: Actor, question: FederationQuestion) =>
  look(actor, 'federation.read', null, async (db) => {
    const { year, span, indicator, indicators } = chosen(await indicatorsOf(db), question)
    const [here, version] = [await thisServer(db), await versionHere(db)]
    const members = await membersNow(db)
    if (!indicator || members.length === 0)
      return {
        here,
        version,
        members,
        year,
        years: [],
        indicators,
        indicator,
        months: [],
        total: undefined,
        rows: [],
      }
    const { total, own, servers } = await figuresOfServers(db, { indicators: [indicator], span })
    const rows: FederationRow[] = []
    for (const { member, months } of servers)
      rows.push({
        name: member.name ?? member.address,
        href: `/lien-thong/${member.server}`,
        figure: await figureOfSpan(db, indicator, months),
        isCounted: member.conflict === null,
      })
    return {
      here,
      version,
      members,
      year,
      years: await yearsToChoose(db),
      indicators,
      indicator,
      months: total.get(indicator.code) ?? [],
      total: await figureOfSpan(db, indicator, total),
      rows,
      own: await figureOfSpan(db, indicator, own),
    }
  })

/** One server that has joined: its units with one indicator, and the reports that it has issued. */
export const memberPage = (actor: Actor, server: string, question: FederationQuestion) =>
  look(actor, 'federation.read', null, async (db) => {
    const [member] = await membersNow(db, server)
    if (!member) throw new Problem('not_found_or_not_allowed')
    const { year, span, indicator, indicators } = chosen(await indicatorsOf(db), question)
    const areas = member.unitId === null ? [] : await areasBeneath(db, server, member.unitId, today(), 500)
    const found = indicator
      ? await monthsOfServerUnits(
          db,
          areas.map(({ id }) => ({ server, unitId: id })),
          { indicators: [indicator], span },
        )
      : new Map()
    const rows: { unit: (typeof areas)[number]; figure: Figure | undefined }[] = []
    for (const unit of areas)
      rows.push({
        unit,
        figure: indicator ? await figureOfSpan(db, indicator, found.get(unit.id) ?? new Map()) : undefined,
      })
    return {
      member,
      version: await versionHere(db),
      year,
      years: await yearsToChoose(db),
      indicators,
      indicator,
      rows,
      reports: await reportsOf(db, server, 50),
    }
  })
