import { asSystemSnapshot, lookAsSystem } from '#access'
import { indicatorsOf } from '#figures'
import type { Tx } from '#platform/database'
import { codesOf, parseFormula } from '#platform/formula'
import { addMonths, type Day, monthsOf, today } from '#platform/time'
import { readyRules } from './ready-rules.ts'
import { broken, historyMonths, type Month, missing, outlier, type QualityRule, same } from './rules.ts'
import { keepRaised, loadRules, type OwnMonth, ownMonths, type Raised, rulesOn, unitsToAsk } from './store.ts'

/** Loads the rules between indicators that come with the software. */
export const loadQualityRules = (tx: Tx): Promise<void> => loadRules(tx, readyRules)

/** How many closed months are looked at anew each time: what is corrected later is usually not older. */
const examinedMonths = 6
const unitsAtOnce = 300

/**
 * Looks at what units entered in the last closed months, and keeps what is unlikely as questions: what breaks a rule
 * between indicators, what is far from the unit's own months before, what repeats itself, what is missing. A second
 * time changes nothing. @returns how many questions are raised
 */
export async function lookForQuestions(day: Day = today()): Promise<number> {
  const month = day.slice(0, 7)
  const since = `${addMonths(month, -examinedMonths)}-01`
  const from = `${addMonths(month, -examinedMonths - historyMonths)}-01`
  const span = { from, until: `${month}-01` }
  const { rules, flows } = await lookAsSystem(async (db) => ({
    rules: await rulesOn(db, day),
    flows: new Set((await indicatorsOf(db)).filter(({ rule }) => rule === 'sum').map(({ code }) => code)),
  }))
  let count = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const units = await lookAsSystem((db) => unitsToAsk(db, after, from, day, unitsAtOnce))
    const last = units.at(-1)
    if (last === undefined) return count
    const raised = await asSystemSnapshot(async (tx) => {
      const found = questionsOf(
        await ownMonths(tx, units, span.from, span.until),
        rules,
        flows,
        monthsOf(span),
      )
      await keepRaised(tx, units, since, found)
      return found.length
    })
    count += raised
    after = last
  }
}

/** What the months of some units raise. `months` are all that were read; the last ones are examined. */
function questionsOf(
  rows: readonly OwnMonth[],
  rules: readonly QualityRule[],
  flows: ReadonlySet<string>,
  months: readonly string[],
): Raised[] {
  const raised: Raised[] = []
  const places = new Map(months.map((month, index) => [month, index]))
  const units = new Map<string, Map<string, Month[]>>()
  for (const { unitId, indicator, month, amount } of rows) {
    const series = units.get(unitId) ?? new Map<string, Month[]>()
    units.set(unitId, series)
    const amounts = series.get(indicator) ?? months.map(() => null)
    series.set(indicator, amounts)
    const place = places.get(month.slice(0, 7))
    if (place !== undefined) amounts[place] = amount
  }
  const examined = months.map((month, index) => ({ month, index })).slice(-examinedMonths)
  for (const [unitId, series] of units)
    for (const { month, index } of examined) {
      const ask = (
        kind: Raised['kind'],
        subject: string,
        indicator: string,
        numbers: Raised['numbers'] | undefined,
      ) => {
        if (numbers) raised.push({ kind, unitId, subject, indicator, month: `${month}-01`, numbers })
      }
      for (const [indicator, amounts] of series) {
        if (!flows.has(indicator)) continue
        const history = amounts.slice(0, index)
        const amount = amounts[index] ?? null
        ask('outlier', indicator, indicator, outlier(history, amount))
        ask('same', indicator, indicator, same(history, amount))
        ask('missing', indicator, indicator, missing(history, amount))
      }
      const amounts = new Map<string, number>()
      for (const [indicator, all] of series) {
        const amount = all[index] ?? null
        if (amount !== null) amounts.set(indicator, amount)
      }
      for (const rule of rules) {
        const [indicator] = codesOf(parseFormula(rule.lesser))
        if (indicator !== undefined) ask('rule', rule.code, indicator, broken(rule, amounts))
      }
    }
  return raised
}

/**
 * Goes on looking for questions, each hour, as long as the process lives.
 * @returns a function that ends it and waits for what is under way.
 */
export function keepAsking(
  onFault: (fault: unknown) => void,
  everyMilliseconds = 3_600_000,
): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve()
  const look = () => {
    underWay = underWay.then(() => lookForQuestions()).catch(onFault)
  }
  look()
  const timer = setInterval(look, everyMilliseconds)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
