/** The one Typst compiler of this process, with the typeface of official documents. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Style } from './layout.ts'

/** Of the same widths as Times New Roman, glyph by glyph (and free), so that .docx and PDF break lines alike. */
export const typeface = 'Tinos'

// Found as Node finds packages: the same from source and from the bundle in dist/.
const fontFolder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
const cuts = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic']

let compiler: NodeCompiler | undefined

/**
 * The compiler, made at first use (about 0.2 s) and kept. Its work is synchronous: what is mapped before a call and
 * unmapped after it can never be seen by another document.
 */
export function typesetter(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    // A folder that does not exist: no document can read a file of the machine.
    workspace: shadowFolder,
    fontArgs: [{ fontBlobs: cuts.map((cut) => readFileSync(join(fontFolder, cut, `Tinos_${cut}.ttf`))) }],
  })
  return compiler
}

/** Where pictures are mapped for the compiler. Nothing is ever written there. */
export const shadowFolder = resolve('/lan-toa-shadow-folder')

const widths = new Map<string, number>()

const measuring = `#let run = json(bytes(sys.inputs.run))
#set text(font: "${typeface}", size: run.size * 1pt, weight: run.weight, style: run.style)
#context [#metadata(measure(text(run.text)).width.pt()) <width>]`

/** How wide a line of text is set, in points: rules in official documents are as long as the text above them. */
export function textWidthPt(text: string, style: Style): number {
  const run = JSON.stringify({
    text,
    size: style.sizePt,
    weight: style.bold ? 'bold' : 'regular',
    style: style.italic ? 'italic' : 'normal',
  })
  const known = widths.get(run)
  if (known !== undefined) return known
  const [width] = typesetter().query(
    { mainFileContent: measuring, inputs: { run } },
    { selector: '<width>', field: 'value' },
  )
  // The names of a country's offices are few; a limit keeps it so whatever is typed.
  if (widths.size > 2_000) widths.clear()
  widths.set(run, Number(width))
  return Number(width)
}
