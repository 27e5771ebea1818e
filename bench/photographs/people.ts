import type { Chance } from '../../src/demo/chance.ts'

const cloth = (chance: Chance): string =>
  `hsl(${chance.between(0, 359)} ${chance.between(15, 80)}% ${chance.between(20, 75)}%)`

function person(chance: Chance, x: number, foot: number, size: number): string {
  const skin = `hsl(28 ${chance.between(25, 50)}% ${chance.between(45, 72)}%)`
  const [shirt, trousers, mark] = [cloth(chance), cloth(chance), cloth(chance)]
  const [top, hip] = [foot - size * 0.8, foot - size * 0.42]
  const stripes = Array.from({ length: chance.between(0, 4) }, (_, index) => {
    const down = top + ((index + 1) * (hip - top)) / 6
    return `<rect x="${x - size * 0.13}" y="${down}" width="${size * 0.26}" height="${size * 0.025}" fill="${mark}"/>`
  })
  const arm = (side: number) =>
    `<line x1="${x + side * size * 0.12}" y1="${top + size * 0.05}" x2="${x + side * size * (0.15 + chance.next() * 0.18)}" y2="${top + size * (chance.next() * 0.5 - 0.1)}" stroke="${shirt}" stroke-width="${size * 0.07}"/>`
  const head = `<circle cx="${x}" cy="${top - size * 0.09}" r="${size * 0.085}" fill="${skin}"/>`
  const hair = chance.happens(0.35)
    ? `<polygon points="${x - size * 0.17},${top - size * 0.11} ${x},${top - size * 0.24} ${x + size * 0.17},${top - size * 0.11}" fill="#e4d3a0"/>`
    : `<path d="M${x - size * 0.09} ${top - size * 0.08}a${size * 0.09} ${size * 0.1} 0 0 1 ${size * 0.18} 0z" fill="#1d1613"/>`
  return (
    `<rect x="${x - size * 0.11}" y="${hip}" width="${size * 0.1}" height="${size * 0.42}" fill="${trousers}"/><rect x="${x + size * 0.01}" y="${hip}" width="${size * 0.1}" height="${size * 0.42}" fill="${trousers}"/>` +
    `<rect x="${x - size * 0.14}" y="${top}" width="${size * 0.28}" height="${hip - top + 4}" rx="${size * 0.05}" fill="${shirt}"/>${stripes.join('')}${arm(-1)}${arm(1)}${head}${hair}`
  )
}

/** The people of one moment, the far ones first. In some photographs there is nobody. */
export function crowd(chance: Chance, frame: { width: number; height: number }): string {
  const count = chance.happens(0.12) ? 0 : chance.between(1, 14)
  return Array.from({ length: count }, () => chance.next())
    .sort()
    .map((depth) =>
      person(
        chance,
        chance.between(0, frame.width),
        frame.height * (0.62 + 0.45 * depth),
        frame.height * (0.2 + 0.42 * depth),
      ),
    )
    .join('')
}
