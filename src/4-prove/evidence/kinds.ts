/** What a file is to people: how it is shown, how large it may be, whether it can be public. */
export type FileKind = 'photo' | 'video' | 'audio' | 'document'

/** A type of file that is kept: what it is, and the ending of its name. */
type KeptType = { kind: FileKind; ending: string }

const word = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

/** All types that are kept, by the media type that the bytes show. Photos of other types are kept as JPEG. */
export const keptTypes = {
  'image/jpeg': { kind: 'photo', ending: 'jpg' },
  'video/mp4': { kind: 'video', ending: 'mp4' },
  'video/quicktime': { kind: 'video', ending: 'mov' },
  'video/webm': { kind: 'video', ending: 'webm' },
  'video/3gpp': { kind: 'video', ending: '3gp' },
  'audio/mpeg': { kind: 'audio', ending: 'mp3' },
  'audio/mp4': { kind: 'audio', ending: 'm4a' },
  'audio/ogg': { kind: 'audio', ending: 'ogg' },
  'audio/wav': { kind: 'audio', ending: 'wav' },
  'application/pdf': { kind: 'document', ending: 'pdf' },
  [`${word}.wordprocessingml.document`]: { kind: 'document', ending: 'docx' },
  [`${word}.spreadsheetml.sheet`]: { kind: 'document', ending: 'xlsx' },
  [`${word}.presentationml.presentation`]: { kind: 'document', ending: 'pptx' },
  [`${open}.text`]: { kind: 'document', ending: 'odt' },
  [`${open}.spreadsheet`]: { kind: 'document', ending: 'ods' },
} as const satisfies Record<string, KeptType>

/** A media type of a kept file. */
export type MediaType = keyof typeof keptTypes

/** What phones and programs call the same types. */
const otherNames: Record<string, MediaType> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
  'video/3gpp2': 'video/3gpp',
}

/** The type under which a file is kept; undefined where it is none of ours. */
export function keptTypeOf(mime: string): MediaType | undefined {
  if (mime in keptTypes) return mime as MediaType
  return otherNames[mime]
}

const typeOf = (mediaType: string): KeptType =>
  keptTypes[mediaType as MediaType] ?? { kind: 'document', ending: 'bin' }

/** What a file is to people. */
export const kindOf = (mediaType: string): FileKind => typeOf(mediaType).kind

/** The name under which the bytes of a file are kept. */
export const keptName = (file: { sha256: string; mediaType: string }): string =>
  `${file.sha256}.${typeOf(file.mediaType).ending}`

/** The name under which the small copy of a photo is kept. */
export const smallName = (sha256: string): string => `${sha256}.small.jpg`

/** All names under which something of a file is kept. */
export const keptNames = (file: { sha256: string; mediaType: string }): string[] =>
  file.mediaType === 'image/jpeg' ? [keptName(file), smallName(file.sha256)] : [keptName(file)]

/** The media type of such a name; undefined where it is none of ours. */
export function mediaTypeOfEnding(ending: string): MediaType | undefined {
  return (Object.keys(keptTypes) as MediaType[]).find((type) => keptTypes[type].ending === ending)
}

/** Whether the public may see files of a kind at all. Papers carry lists of names, which nobody can cover with a finger. */
export const mayBePublic = (mediaType: string): boolean => kindOf(mediaType) !== 'document'

const megabyte = 1024 * 1024

/** The most bytes of one file as it arrives. */
export const largestOf: Record<FileKind, number> = {
  photo: 20 * megabyte,
  video: 100 * megabyte,
  audio: 30 * megabyte,
  document: 20 * megabyte,
}

/** The most bytes of any file. */
export const largestFile = Math.max(...Object.values(largestOf))
