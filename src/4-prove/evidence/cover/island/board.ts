import { freeRow, least, type Place, parts, type Row, rowsOf, tidy, within } from './rows.ts'

type Words = Record<'add' | 'remove' | 'place', string>
type Point = { x: number; y: number }

/** What an arrow key moves, or with Shift enlarges, in percent. */
const steps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The photo on which rectangles are drawn, by finger, mouse or keyboard. */
export class Board {
  private readonly board: HTMLElement
  private readonly form: HTMLElement
  private readonly words: Words
  private readonly drawn = new Map<HTMLButtonElement, Row>()
  private readonly remover: HTMLButtonElement
  private chosen: HTMLButtonElement | undefined

  constructor(board: HTMLElement, form: HTMLElement) {
    this.board = board
    this.form = form
    this.words = JSON.parse(board.dataset.words ?? '{}') as Words
    this.remover = this.tool(this.words.remove, () => this.chosen && this.remove(this.chosen))
    this.remover.disabled = true
    const tools = document.createElement('div')
    tools.className = 'buttons cover-tools'
    tools.append(
      this.tool(this.words.add, () => this.add()),
      this.remover,
    )
    board.insertAdjacentElement('afterend', tools)
    board.addEventListener('pointerdown', (event) => this.begin(event))
    for (const row of rowsOf(form)) {
      const place = row.read()
      if (place) this.draw(row, place)
    }
    // Whoever types numbers sees where they lie.
    form.addEventListener('change', () => this.redraw())
  }

  private tool(label: string, press: () => void): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn btn-plain'
    button.textContent = label
    button.addEventListener('click', press)
    return button
  }

  private show(button: HTMLButtonElement, place: Place): void {
    for (const part of parts) button.style[part] = `${place[part]}%`
  }

  private put(button: HTMLButtonElement, place: Place): void {
    const tidied = tidy(place)
    this.show(button, tidied)
    this.drawn.get(button)?.write(tidied)
  }

  private redraw(): void {
    for (const [button, row] of this.drawn) {
      const place = row.read()
      if (place) this.show(button, place)
    }
  }

  private draw(row: Row, place: Place): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'cover-place'
    button.setAttribute('aria-label', this.words.place.replace('{number}', String(this.drawn.size + 1)))
    const corner = document.createElement('span')
    corner.className = 'cover-corner'
    button.append(corner)
    this.drawn.set(button, row)
    this.show(button, place)
    this.board.append(button)
    button.addEventListener('focus', () => this.choose(button))
    button.addEventListener('keydown', (event) => this.press(event, button))
    button.addEventListener('pointerdown', (event) => this.move(event, button, event.target === corner))
    return button
  }

  private choose(button: HTMLButtonElement | undefined): void {
    this.chosen?.classList.remove('cover-chosen')
    this.chosen = button
    button?.classList.add('cover-chosen')
    this.remover.disabled = button === undefined
  }

  /** A rectangle at the middle, to be moved by the keys. */
  private add(): void {
    const row = freeRow(this.form, [...this.drawn.values()])
    if (!row) return
    const place = { left: 40, top: 40, width: 20, height: 20 }
    const button = this.draw(row, place)
    this.put(button, place)
    button.focus()
  }

  private remove(button: HTMLButtonElement): void {
    this.drawn.get(button)?.write(undefined)
    this.drawn.delete(button)
    button.remove()
    this.choose(undefined)
  }

  private press(event: KeyboardEvent, button: HTMLButtonElement): void {
    const place = this.drawn.get(button)?.read()
    const step = steps[event.key]
    if (place && step) {
      const [across, down] = step
      this.put(
        button,
        event.shiftKey
          ? { ...place, width: place.width + across, height: place.height + down }
          : { ...place, left: place.left + across, top: place.top + down },
      )
    } else if (event.key === 'Delete' || event.key === 'Backspace') this.remove(button)
    else return
    event.preventDefault()
  }

  /** Where a pointer is, in percent of the photo. */
  private pointAt(event: PointerEvent): Point {
    const box = this.board.getBoundingClientRect()
    return {
      x: within(((event.clientX - box.left) / box.width) * 100, 0, 100),
      y: within(((event.clientY - box.top) / box.height) * 100, 0, 100),
    }
  }

  /** Follows a pointer until it is lifted. */
  private follow(event: PointerEvent, onMove: (at: Point) => void, onEnd = () => {}): void {
    event.preventDefault()
    event.stopPropagation()
    const { board } = this
    board.setPointerCapture(event.pointerId)
    const moved = (next: PointerEvent) => onMove(this.pointAt(next))
    const ended = () => {
      board.removeEventListener('pointermove', moved)
      board.removeEventListener('pointerup', ended)
      board.removeEventListener('pointercancel', ended)
      onEnd()
    }
    board.addEventListener('pointermove', moved)
    board.addEventListener('pointerup', ended)
    board.addEventListener('pointercancel', ended)
  }

  private move(event: PointerEvent, button: HTMLButtonElement, isResizing: boolean): void {
    const begun = this.drawn.get(button)?.read()
    if (!begun) return
    const from = this.pointAt(event)
    button.focus()
    this.follow(event, ({ x, y }) =>
      this.put(
        button,
        isResizing
          ? { ...begun, width: begun.width + x - from.x, height: begun.height + y - from.y }
          : { ...begun, left: begun.left + x - from.x, top: begun.top + y - from.y },
      ),
    )
  }

  /** A new rectangle, from where the pointer came down to where it is lifted. A tap draws nothing; it takes a stroke. */
  private begin(event: PointerEvent): void {
    if (event.button !== 0) return
    const row = freeRow(this.form, [...this.drawn.values()])
    if (!row) return
    const from = this.pointAt(event)
    let button: HTMLButtonElement | undefined
    const grow = ({ x, y }: Point) => {
      const place = {
        left: Math.min(x, from.x),
        top: Math.min(y, from.y),
        width: Math.abs(x - from.x),
        height: Math.abs(y - from.y),
      }
      if (!button && place.width < least && place.height < least) return
      button ??= this.draw(row, place)
      this.put(button, place)
    }
    this.follow(event, grow, () => button?.focus())
  }
}
