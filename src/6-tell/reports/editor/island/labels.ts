import type { ShownLive } from '../entry.ts'
import type { Asking } from './asking.ts'

type Watcher = (shown: ShownLive | undefined) => void

/** What is shown of everything alive on the page, and who shows it. */
export class Labels {
  readonly #asking: Asking
  readonly #shown = new Map<string, ShownLive>()
  readonly #watchers = new Map<string, Set<Watcher>>()
  #timer: number | undefined

  constructor(asking: Asking) {
    this.#asking = asking
  }

  /** Tells a place what to show of something alive, now and whenever that changes. @returns what stops it */
  watch(raw: string, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(raw) ?? new Set()
    this.#watchers.set(raw, watchers.add(watcher))
    watcher(this.#shown.get(raw))
    if (!this.#shown.has(raw)) this.refreshSoon()
    return () => {
      watchers.delete(watcher)
      if (watchers.size === 0) this.#watchers.delete(raw)
    }
  }

  of(raw: string): ShownLive | undefined {
    return this.#shown.get(raw)
  }

  /** Reads all values anew in a moment, however often it is asked for. */
  refreshSoon(): void {
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#refresh(), 60)
  }

  async #refresh(): Promise<void> {
    const raws = [...this.#watchers.keys()].slice(0, 400)
    if (raws.length === 0) return
    try {
      for (const shown of await this.#asking.lives(raws)) {
        this.#shown.set(shown.raw, shown)
        for (const watcher of this.#watchers.get(shown.raw) ?? []) watcher(shown)
      }
    } catch {
      // Without a network the last values stay; the page reads them anew when it is looked at again.
    }
  }
}
