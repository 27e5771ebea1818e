import type { Actor } from '#access'
import type { NewFile } from '#imports'
import { listImport } from './keep-list.ts'
import { listTyped } from './rules.ts'

type Preview = Awaited<ReturnType<typeof listImport.preview>>
const inOne = (preview: Preview) => ({ ...preview.plan, ...preview })

/** What a file would add to the list of a session. */
export const previewFile = async (actor: Actor, gatheringId: string, file: NewFile) =>
  inOne(await listImport.preview(actor, { gatheringId }, file))

/** What typed lines would add. */
export const previewTyped = async (actor: Actor, gatheringId: string, lines: string) =>
  inOne(await listImport.previewTyped(actor, { gatheringId }, listTyped(lines)))

/** A preview of a list, opened again. */
export const previewOf = async (actor: Actor, gatheringId: string, importId: string) =>
  inOne(await listImport.previewOf(actor, importId, { gatheringId }))

/** Writes a list as it was previewed. */
export const confirmList = (
  actor: Actor,
  gatheringId: string,
  { confirm }: Pick<Preview, 'confirm'>,
  reason = '',
) => listImport.confirm(actor, { importId: '', fileHash: '', seen: '', ...confirm, reason }, { gatheringId })
