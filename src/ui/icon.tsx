// Our few pictograms, drawn on a grid of 24 with one stroke. Always beside a word, never instead of one.

const shapes = {
  tasks: 'M9 6h11M9 12h11M9 18h11M3.5 6l1 1 2-2M3.5 12l1 1 2-2M3.5 18l1 1 2-2',
  record: 'M12 5v14M5 12h14',
  edit: 'M4 20h4L19.500 8.500l-4-4L4 16zM13 7l4 4',
  check: 'M9 12l2 2 4-4M12 3l7.5 3v5.5c0 4.6-3.1 7.6-7.5 9.5-4.4-1.9-7.5-4.9-7.5-9.5V6z',
  figures: 'M4 20h16M7 20v-7M12 20V5M17 20v-10',
  more: 'M4 7h16M4 12h16M4 17h16',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  warning:
    'M12 9v4.5M12 17v.01M10.3 4.2L2.9 17.4A2 2 0 004.6 20.4h14.8a2 2 0 001.7-3L13.7 4.2a2 2 0 00-3.4 0z',
  info: 'M12 11v5M12 8v.01M12 21a9 9 0 100-18 9 9 0 000 18z',
  clock: 'M12 7v5l3 2M12 21a9 9 0 100-18 9 9 0 000 18z',
  back: 'M9 14L4.5 9.5 9 5M4.5 9.5H14a5.5 5.5 0 010 11h-3',
  camera:
    'M4 8h3l1.5-2.5h7L17 8h3a1 1 0 011 1v9a1 1 0 01-1 1H4a1 1 0 01-1-1V9a1 1 0 011-1zM12 16.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7z',
  bell: 'M6 16V11a6 6 0 0112 0v5l1.5 2h-15zM10 20.5a2 2 0 004 0',
  search: 'M20 20l-4.3-4.3M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13z',
  next: 'M9.5 5.5L16 12l-6.5 6.5',
  previous: 'M14.5 5.5L8 12l6.5 6.5',
  leave: 'M14 4h5a1 1 0 011 1v14a1 1 0 01-1 1h-5M10 8l-4 4 4 4M6 12h9',
  print: 'M7 9V4h10v5M7 17H5a1 1 0 01-1-1v-6a1 1 0 011-1h14a1 1 0 011 1v6a1 1 0 01-1 1h-2M7 14h10v6H7z',
  file: 'M6 3h8l4 4v13a1 1 0 01-1 1H6a1 1 0 01-1-1V4a1 1 0 011-1zM14 3v4h4',
  download: 'M12 4v11M7.5 10.5L12 15l4.5-4.5M5 20h14',
  place:
    'M12 21c4.5-4.3 7-7.8 7-11a7 7 0 10-14 0c0 3.2 2.5 6.7 7 11zM12 12.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5z',
  people:
    'M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c.4-3.6 3-5.5 6.5-5.5s6.1 1.9 6.5 5.5M16 4.5a3.5 3.5 0 010 6M18 15c2 .8 3.2 2.500 3.500 5',
  calendar: 'M5 5h14a1 1 0 011 1v13a1 1 0 01-1 1H5a1 1 0 01-1-1V6a1 1 0 011-1zM4 10h16M8 3v4M16 3v4',
  leaf: 'M5 20c0-9 5-14 15-15 0 9-4.500 14-12 14-1.200 0-2-.2-3-.8M5 20c1.500-4.500 4-7.500 8-9.500',
  globe:
    'M12 21a9 9 0 100-18 9 9 0 000 18zM3.500 9.500h17M3.500 14.500h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
} as const

export type IconName = keyof typeof shapes

/** A pictogram as large as the text beside it. Hidden from screen readers: the word says it already. */
export function Icon({ name, class: extra }: { name: IconName; class?: string }) {
  return (
    <svg class={extra ? `icon ${extra}` : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  )
}

/** The mark of Lan Tỏa: a lotus bud from which rings spread over water. */
export function Mark({ class: extra }: { class?: string }) {
  return (
    <svg class={extra ? `mark ${extra}` : 'mark'} viewBox="0 0 48 48" aria-hidden="true">
      <path class="mark-ring" d="M3.500 31c3.500 8 11.500 12 20.500 12s17-4 20.500-12" />
      <path class="mark-ring" d="M9 31c2.800 4.300 8.500 6.500 15 6.500S36.200 35.300 39 31" />
      <path class="mark-petal-side" d="M22 32C12 31 8 25 8.500 17.500c6.500.5 11.500 5 13.500 14.500z" />
      <path class="mark-petal-side" d="M26 32c10-1 14-7 13.500-14.500C33 18 28 22.500 26 32z" />
      <path class="mark-petal" d="M24 33c-6.500-7.500-6.500-19 0-28 6.500 9 6.500 20.500 0 28z" />
    </svg>
  )
}

/** The mark drawn large in thin gold lines, for a ground of lacquer. */
export function Rings() {
  return (
    <svg class="rings" viewBox="0 0 600 300" aria-hidden="true">
      {[280, 220, 165, 115, 70].map((radius) => (
        <ellipse cx="300" cy="210" rx={radius} ry={radius * 0.3} />
      ))}
      <path d="M296 212c-50-4-76-36-74-78 34 3 62 30 74 78zM304 212c50-4 76-36 74-78-34 3-62 30-74 78z" />
      <path d="M300 214c-34-40-34-104 0-152 34 48 34 112 0 152z" />
    </svg>
  )
}
