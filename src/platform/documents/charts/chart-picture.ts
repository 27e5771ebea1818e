/** A chart as a picture, for files that cannot draw: its letters are outlines of our typeface, never of the machine's. */

import sharp from 'sharp'
import type { PrintablePicture } from '../printable-picture.ts'
import { typeface, typesetter } from '../typesetter.ts'
import { chartTemplate } from './chart-typst.ts'
import type { Drawing } from './marks.ts'

/** As fine as a printer in an office prints grey. */
const dotsPerInch = 300

const page = `${chartTemplate}
#let d = json(bytes(sys.inputs.drawing))
#set page(width: d.width * 1pt, height: d.height * 1pt, margin: 0pt, fill: white)
#set text(font: "${typeface}", lang: "vi")
#set block(spacing: 0pt)
#chart-drawing(d)
`

/** Rasterises a chart. @throws Error where Typst refuses: a fault of ours. */
export async function chartPicture(drawing: Drawing): Promise<PrintablePicture> {
  const compiler = typesetter()
  const { result } = compiler.compile({
    mainFileContent: page,
    inputs: { drawing: JSON.stringify(drawing) },
  })
  if (!result) throw new Error('The chart could not be drawn.')
  // The picture's size in plain numbers: what is given in points is enlarged twice.
  const svg = compiler.plainSvg(result).replace(/(width|height)="([\d.]+)pt"/g, '$1="$2"')
  const { data, info } = await sharp(Buffer.from(svg), { density: dotsPerInch })
    .flatten({ background: '#fff' })
    .toColourspace('b-w')
    .withMetadata({ density: dotsPerInch })
    // Harder packing takes twice as long for a twentieth of the size.
    .png({ compressionLevel: 3 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, type: 'png', widthPixels: info.width, heightPixels: info.height }
}
