// What is heard or watched, and what is saved and read: the files of a record that are not photos.

import { formatNumber, t } from '#platform/i18n'
import { Icon } from './icon.tsx'

/** A file beside photos. */
export interface ShownFile {
  kind: 'video' | 'audio' | 'document' | 'photo'
  src: string
  mediaType: string
  /** As its sender called it; empty where the public sees it. */
  name?: string
  bytes?: number
}

const sizeInWords = (bytes: number): string =>
  bytes < 1_048_576
    ? t('ui.file.kilobytes', { size: formatNumber(Math.max(1, Math.round(bytes / 1024))) })
    : t('ui.file.megabytes', { size: formatNumber(Math.round(bytes / 104_857.6) / 10) })

/** One file: a video or a recording that plays where it stands, a paper to be saved. Plays without script. */
export function Recording({ file }: { file: ShownFile }) {
  const words = file.name || t(`ui.file.${file.kind}`)
  if (file.kind === 'document')
    return (
      <a class="file-link" href={file.src} download={file.name || true} data-turbo="false">
        <Icon name="file" />
        <span>
          {words}
          {file.bytes ? <span class="file-size">{sizeInWords(file.bytes)}</span> : null}
        </span>
      </a>
    )
  return (
    <figure class="recording">
      {file.kind === 'video' ? (
        // biome-ignore lint/a11y/useMediaCaption: a video of the day's work has no captions that could be shown.
        <video controls preload="metadata" playsinline aria-label={words}>
          <source src={file.src} type={file.mediaType === 'video/quicktime' ? 'video/mp4' : file.mediaType} />
        </video>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: a recording of the day's work has no captions that could be shown.
        <audio controls preload="metadata" aria-label={words}>
          <source src={file.src} type={file.mediaType} />
        </audio>
      )}
      <figcaption>{words}</figcaption>
    </figure>
  )
}

/** The files of a record beside its photos. Nothing when there are none. */
export function Recordings({ files }: { files: readonly ShownFile[] }) {
  if (files.length === 0) return null
  return (
    <ul class="recordings">
      {files.map((file) => (
        <li>
          <Recording file={file} />
        </li>
      ))}
    </ul>
  )
}
