import { fileTypeFromBuffer } from 'file-type'
import { keepStaged, stage } from '#platform/files'
import { inThread } from '#platform/in-thread'
import { Problem } from '#platform/problem'
import { scanned } from '#platform/scan'
import type { Staged } from '#platform/staged'
import { isZip } from '#platform/zip-size'
import type { DocumentFault, PaperAsked } from './keep/check-document.ts'
import { faultOfMedia } from './keep/check-media.ts'
import type { KeptFile, KeptPhoto } from './keep/kept.ts'
import { isPicture, keepPicture } from './keep-photo.ts'
import {
  type FileKind,
  keptName,
  keptTypeOf,
  keptTypes,
  kindOf,
  largestFile,
  largestOf,
  type MediaType,
} from './kinds.ts'
import { nameKept } from './rules.ts'

const lookThrough = inThread<PaperAsked, { fault: DocumentFault | undefined; mime?: string | undefined }>(
  'src/4-prove/evidence/keep/check-worker.ts',
  { seconds: 20 },
)

/** What may arrive: bytes, or a stream of them. */
export type Arriving = Uint8Array | AsyncIterable<Uint8Array>

const at = { field: 'photos' }

/** A recording may begin with the picture of its cover, and shows only after that what it is. */
const recognised = 4 * 1024 * 1024

/**
 * Keeps a file as evidence: what it is, is found from its bytes; it is scanned where there is a scanner; a photo is painted
 * anew, a video or recording has to be whole, a paper must not act by itself.
 * @throws Problem `file_is_too_large`, `file_kind_is_refused`, `file_is_infected`, `file_was_not_scanned`, `file_is_broken`,
 *   `document_is_locked`, `document_is_active`, `document_has_macros`, `document_unpacks_too_large`, `file_is_too_heavy`,
 *   `files_are_waiting`, and those of photos
 */
export const keepEvidence = (arriving: Arriving, name: string): Promise<KeptFile> =>
  keepFrom(arriving, name, { photosOnly: false })

/**
 * Keeps a paper of a register: as evidence, but a PDF that is locked against copying or printing is kept too, since offices
 * send them so. Nobody can look into its packed parts; like every paper it is only ever saved, never opened in our name.
 * @throws Problem those of `keepEvidence` but `document_is_locked`, and `file_is_no_paper` for recordings
 */
export const keepPaper = (arriving: Arriving, name: string): Promise<KeptFile> =>
  keepFrom(arriving, name, { photosOnly: false, papersOnly: true })

/**
 * Keeps a photo, and nothing else.
 * @throws Problem `photo_is_too_large`, `photo_is_heic`, `photo_is_no_picture`, `photo_is_broken`, and those of scanning
 */
export const keepPhoto = async (bytes: Uint8Array, name = ''): Promise<KeptPhoto> =>
  (await keepFrom(bytes, name, { photosOnly: true })) as KeptPhoto

async function keepFrom(
  arriving: Arriving,
  sentName: string,
  { photosOnly, papersOnly = false }: { photosOnly: boolean; papersOnly?: boolean },
): Promise<KeptFile> {
  const name = nameKept(sentName)
  const most = photosOnly ? largestOf.photo : largestFile
  if (arriving instanceof Uint8Array && arriving.byteLength > most)
    throw tooLarge(name, photosOnly ? 'photo' : undefined)
  const file = await stage(arriving, most)
  try {
    const mime = await mimeOf(file, name)
    if (mime !== undefined && isPicture(mime)) {
      if (file.size > largestOf.photo) throw tooLarge(name, 'photo')
      await refuseInfected(file, name)
      return await keepPicture(await file.whole(), mime, name)
    }
    if (photosOnly) throw new Problem('photo_is_no_picture', { name }, at)
    return await keepOther(file, mime, name, papersOnly)
  } finally {
    await file.dispose()
  }
}

const tooLarge = (name: string, kind: FileKind | undefined) =>
  new Problem(
    kind === 'photo' ? 'photo_is_too_large' : 'file_is_too_large',
    { name, megabytes: (kind ? largestOf[kind] : largestFile) / 1_048_576 },
    at,
  )

/** What the bytes are. A zip bomb is refused before anything looks into it. */
async function mimeOf(file: Staged, name: string): Promise<string | undefined> {
  if (file.size === 0) return undefined
  const head = await file.read(0, 4)
  if (isZip(head)) {
    if (file.size > largestOf.document) throw tooLarge(name, 'document')
    const { fault, mime } = await lookThrough({ bytes: await file.whole(), as: 'zip' })
    refuse(fault, name)
    return mime
  }
  return (await fileTypeFromBuffer(await file.read(0, recognised)))?.mime
}

async function keepOther(
  file: Staged,
  mime: string | undefined,
  name: string,
  papersOnly: boolean,
): Promise<KeptFile> {
  if (mime !== undefined && /macroenabled/i.test(mime)) throw new Problem('document_has_macros', { name }, at)
  const mediaType = mime === undefined ? undefined : keptTypeOf(mime)
  if (mediaType === undefined) throw new Problem('file_kind_is_refused', { name }, at)
  const kind = kindOf(mediaType)
  if (papersOnly && kind !== 'document') throw new Problem('file_is_no_paper', { name }, at)
  if (file.size > largestOf[kind]) throw tooLarge(name, kind)
  await refuseFaulty(file, mediaType, name, papersOnly)
  await refuseInfected(file, name)
  await keepStaged(keptName({ sha256: file.sha256, mediaType }), file)
  return { sha256: file.sha256, mediaType, bytes: file.size, takenAt: undefined, name }
}

async function refuseFaulty(
  file: Staged,
  mediaType: MediaType,
  name: string,
  lockedIsKept: boolean,
): Promise<void> {
  if (keptTypes[mediaType].kind === 'document') {
    const as = mediaType === 'application/pdf' ? 'pdf' : 'office'
    const { fault } = await lookThrough({ bytes: await file.whole(), as, lockedIsKept })
    refuse(fault, name)
  } else {
    const fault = await faultOfMedia(file, mediaType)
    if (fault === 'not_media') throw new Problem('file_kind_is_refused', { name }, at)
    if (fault) throw new Problem('file_is_broken', { name }, at)
  }
}

const sentences: Record<DocumentFault, string> = {
  broken: 'file_is_broken',
  locked: 'document_is_locked',
  active: 'document_is_active',
  macros: 'document_has_macros',
  bomb: 'document_unpacks_too_large',
}

function refuse(fault: DocumentFault | undefined, name: string): void {
  if (fault) throw new Problem(sentences[fault], { name }, at)
}

/** Never silently accepted: a scanner that is configured and does not answer stops what comes, until it does. */
async function refuseInfected(file: Staged, name: string): Promise<void> {
  const verdict = await scanned(file)
  if (verdict === 'infected') throw new Problem('file_is_infected', { name }, at)
  if (verdict === 'unreachable') throw new Problem('file_was_not_scanned', { name }, at)
}
