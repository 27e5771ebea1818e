/** An official document as PDF, set by Typst. */

import { join } from 'node:path'
import type { NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import type { OfficialDocument } from './content.ts'
import { type LaidBlock, type LaidDocument, laidOut } from './lay-out.ts'
import type { DocumentLayout } from './layout.ts'
import { officialTemplate } from './official-typst.ts'
import type { PrintablePicture } from './printable-picture.ts'
import { breakable } from './printable-text.ts'
import { shadowFolder, typeface, typesetter } from './typesetter.ts'

/** Writes the document as PDF in the given layout. */
export async function writePdf(written: OfficialDocument, layout: DocumentLayout): Promise<Buffer> {
  return exported(typeset(await laidOut(written, layout), layout))
}

/**
 * Sets the pages.
 * @throws Error where Typst refuses: a fault of ours, since nothing that people type is read as markup.
 */
export function typeset(document: LaidDocument, layout: DocumentLayout): NodeTypstDocument {
  const compiler = typesetter()
  const pictures: string[] = []
  const mapped = <T extends { picture: PrintablePicture }>({ picture, ...rest }: T) => {
    const path = `picture-${pictures.length}.${picture.type}`
    pictures.push(path)
    compiler.mapShadow(join(shadowFolder, path), picture.bytes)
    return { ...rest, path }
  }
  const withPaths = (block: LaidBlock) => (block.kind === 'picture' ? mapped(block) : block)
  try {
    const words = breakable({
      ...document,
      body: document.body.map(withPaths),
      appendices: document.appendices.map(withPaths),
      check: document.check && mapped(document.check),
    })
    const day = document.properties.day.split('-').map(Number)
    const result = compiler.compile({
      mainFileContent: officialTemplate,
      inputs: {
        document: JSON.stringify({ ...words, properties: { ...document.properties, day } }),
        layout: JSON.stringify({ ...layout, typeface }),
      },
    })
    if (!result.result)
      throw new Error(
        `The PDF could not be set: ${JSON.stringify(result.takeDiagnostics()?.shortDiagnostics)}`,
      )
    return result.result
  } finally {
    for (const path of pictures) compiler.unmapShadow(join(shadowFolder, path))
    // What the last ten documents did not use again is forgotten, so that memory stays level.
    compiler.evictCache(10)
  }
}

/**
 * PDF/A-2a: made for archives, and tagged so that a screen reader can read it. A sign that no font of this machine has
 * (PDF/A forbids the empty box in its place) must not cost the office its document: then it becomes a plain PDF.
 */
function exported(document: NodeTypstDocument): Buffer {
  try {
    return typesetter().pdf(document, { pdfStandard: 'a-2a' })
  } catch {
    return typesetter().pdf(document, {})
  }
}
