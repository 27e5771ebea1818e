import { t } from '#platform/i18n'
import { Badge } from '#ui'
import { levels } from './entry.ts'
import type { Recognition } from './store.ts'

/** A badge for each level at which an initiative was recognised, the highest first. */
export const RecognitionBadges = ({ recognitions }: { recognitions: readonly Recognition[] }) => {
  const held = [...levels].reverse().filter((level) => recognitions.some((one) => one.level === level))
  return (
    <>
      {held.map((level) => (
        <Badge tone="honour" icon="check">
          {t(`spread.recognition.badge.${level}`)}
        </Badge>
      ))}
    </>
  )
}
