import { type KeptFile, keepPaper } from '#evidence'
import type { FormBody } from '#platform/submit'

/** The paper that came with a form, kept; undefined where none came. @throws Problem those of `keepPaper` */
export async function paperSent({ files }: Pick<FormBody, 'files'>): Promise<KeptFile | undefined> {
  const file = files.photos?.find(({ size }) => size > 0)
  return file && keepPaper(new Uint8Array(await file.arrayBuffer()), file.name)
}
