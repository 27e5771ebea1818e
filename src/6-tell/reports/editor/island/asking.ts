import type { EditorWords, Menu, PhotoToPlace, ShownLive, TypedNumber } from '../entry.ts'

/** What the server answers of a text: numbers as it found them, what looks copied in words. */
export type Checked = { numbers: TypedNumber[]; copies: { line: number; words: string[] }[] }

/** A refusal of the server, in its words. */
export class Refused extends Error {}

async function answer<T>(address: string, sent?: object): Promise<T> {
  const response = await fetch(address, {
    headers: { accept: 'application/json', ...(sent ? { 'content-type': 'application/json' } : {}) },
    ...(sent ? { method: 'POST', body: JSON.stringify(sent) } : {}),
  })
  const body = (await response.json()) as T & { sentence?: string }
  if (!response.ok) throw new Refused(body.sentence ?? '')
  return body
}

/** What the editors of one report share: where they ask, their words, and what was answered. */
export class Asking {
  readonly words: EditorWords
  readonly #base: string
  #menu: Promise<Menu> | undefined

  constructor(base: string, words: EditorWords) {
    this.#base = base
    this.words = words
  }

  /** What can be placed; asked once, and anew after a failure. */
  menu(): Promise<Menu> {
    this.#menu ??= answer<Menu>(`${this.#base}/muc-chon`).catch((fault) => {
      this.#menu = undefined
      throw fault
    })
    return this.#menu
  }

  /** Lets the next menu read its values anew. */
  forgetMenu(): void {
    this.#menu = undefined
  }

  photos = (): Promise<PhotoToPlace[]> =>
    answer<{ photos: PhotoToPlace[] }>(`${this.#base}/anh`).then(({ photos }) => photos)

  lives = (lives: string[]): Promise<ShownLive[]> =>
    answer<{ lives: ShownLive[] }>(`${this.#base}/song`, { lives }).then((body) => body.lives)

  check = (key: string, text: string): Promise<Checked> => answer(`${this.#base}/kiem-tra`, { key, text })

  keep = (kept: {
    key: string
    sentence: string
    number: string
    source: string
  }): Promise<{ kept: string }> => answer(`${this.#base}/nguon`, kept)
}
