import type { Child } from 'hono/jsx'
import { formatDay, t } from '#platform/i18n'
import { PhotoGrid, Recordings } from '#ui'
import { keptName, kindOf } from '../kinds.ts'
import type { Attachment, PublicFile } from '../store.ts'

const isPhoto = (file: { mediaType: string }): boolean => kindOf(file.mediaType) === 'photo'

/** The files of a record, for those who work with it: photos first, then what is watched, heard or saved. */
export function EvidenceShown(props: {
  files: readonly Attachment[]
  alt: string
  /** What stands at a photo: how far it is on its way to the public. */
  badge?: (file: Attachment) => Child
}) {
  const photos = props.files.filter(isPhoto)
  return (
    <>
      {photos.length > 0 ? (
        <PhotoGrid
          photos={photos.map((photo) => ({
            src: `/minh-chung/${photo.sha256}.small.jpg`,
            href: `/minh-chung/${photo.sha256}.jpg`,
            alt: photo.caption || props.alt,
            caption: photo.takenAt ? t('evidence.photo_taken', { day: formatDay(photo.takenAt) }) : undefined,
            badge: props.badge?.(photo),
          }))}
        />
      ) : null}
      <Recordings
        files={props.files
          .filter((file) => !isPhoto(file))
          .map((file) => ({ ...file, kind: kindOf(file.mediaType), src: `/minh-chung/${keptName(file)}` }))}
      />
    </>
  )
}

/** What everybody may see of the files of a record. No name of a file, nothing of an original. */
export function PublicEvidence(props: { files: readonly PublicFile[]; alt: string; most?: number }) {
  const photos = props.files.filter(isPhoto).slice(0, props.most)
  const others = props.files.filter((file) => !isPhoto(file)).slice(0, props.most)
  return (
    <>
      {photos.length > 0 ? (
        <PhotoGrid
          photos={photos.map((photo) => ({
            href: `/anh/${photo.sha256}.jpg`,
            src: `/anh/${photo.sha256}.small.jpg`,
            alt: props.alt,
          }))}
        />
      ) : null}
      <Recordings
        files={others.map(({ sha256, mediaType }) => ({
          mediaType,
          kind: kindOf(mediaType),
          src: `/anh/${keptName({ sha256, mediaType })}`,
        }))}
      />
    </>
  )
}
