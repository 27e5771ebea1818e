/** One question of a form that counts, as far as it matters for what may be told. */
export type CountedField = { kind: string; isProtected: boolean; indicator: string; type: string }

/** Indicators that are told together or not at all: one could be worked out from another, such as money from heads. */
export type Group = { counted: string[]; carried: string[] }

/**
 * Puts the indicators of kinds that protect people into groups: those of one kind, and of kinds that share an indicator. What
 * another kind counts as well says nothing of how many people there are, so it is carried.
 */
export function groupsOf(fields: readonly CountedField[]): Group[] {
  const sharedWithOthers = new Set(fields.flatMap((field) => (field.isProtected ? [] : [field.indicator])))
  const amounts = new Set(
    fields.flatMap(({ type, indicator }) => (type === 'money' || type === 'quantity' ? [indicator] : [])),
  )
  const sets: { kinds: Set<string>; codes: Set<string> }[] = []
  for (const { kind, indicator } of fields.filter(({ isProtected }) => isProtected)) {
    const touching = sets.filter(({ kinds, codes }) => kinds.has(kind) || codes.has(indicator))
    const joined = { kinds: new Set([kind]), codes: new Set([indicator]) }
    for (const set of touching) {
      for (const one of set.kinds) joined.kinds.add(one)
      for (const one of set.codes) joined.codes.add(one)
      sets.splice(sets.indexOf(set), 1)
    }
    sets.push(joined)
  }
  return sets.map(({ codes }) => {
    const isCarried = (code: string) => sharedWithOthers.has(code) || amounts.has(code)
    return {
      counted: [...codes].filter((code) => !isCarried(code)).sort(),
      carried: [...codes].filter(isCarried).sort(),
    }
  })
}
