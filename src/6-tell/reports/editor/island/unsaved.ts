/** Text that was typed and is not saved yet, kept in this tab of the browser across a reload. */
export type Unsaved = { text: string; seen: string; wasSent: boolean }

const key = (section: string): string => `lantoa.soan:${location.pathname}:${section}`

/** What is left of a section; undefined where all was saved. */
export function unsavedOf(section: string): Unsaved | undefined {
  try {
    const found = sessionStorage.getItem(key(section))
    return found === null ? undefined : (JSON.parse(found) as Unsaved)
  } catch {
    return undefined
  }
}

export function keepUnsaved(section: string, unsaved: Unsaved): void {
  try {
    sessionStorage.setItem(key(section), JSON.stringify(unsaved))
  } catch {
    // A full or forbidden store: the text is still in the form.
  }
}

export function forgetUnsaved(section: string): void {
  try {
    sessionStorage.removeItem(key(section))
  } catch {
    // Nothing was kept.
  }
}
