import { t } from '#platform/i18n'
import { type BlockDefinition, withoutPieces } from './definition.ts'

/** A kept photo. One that may not be public stays inside when the paper is published. */
export type PictureBlock = {
  kind: 'picture'
  sha256: string
  mediaType: string
  caption: string
  href: string
  isRestricted: boolean
  /** Where everybody sees it; missing where it is seen as those who work with it see it. */
  publicAddress?: string
}

export const picture: BlockDefinition<PictureBlock> = {
  ...withoutPieces,
  texts: () => [''],
  lines: ({ caption }) => [caption],
  printed: ({ sha256, caption }, { pictures }) => {
    const bytes = pictures.get(sha256)
    return bytes ? [{ kind: 'picture', bytes, caption, alt: caption }] : []
  },
  Shown: ({ block }) => (
    <figure class="report-picture">
      <a href={block.href}>
        <img
          src={block.publicAddress ?? `/minh-chung/${block.sha256}.jpg`}
          alt={block.caption}
          loading="lazy"
        />
      </a>
      <figcaption>
        {block.caption}
        {block.isRestricted ? <span class="quiet"> {t('report_editor.photo_stays_inside')}</span> : null}
      </figcaption>
    </figure>
  ),
}
