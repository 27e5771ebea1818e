import { provenPercent, reachNamed } from '#figures'
import { linesOf as organisationLines } from '#org'
import { isFigure, type Piece } from '#papers'
import type { Reader } from '#platform/database'
import { formatPeriod, inLanguage, t, worded } from '#platform/i18n'
import { inlineOf, isInline, type Live } from '#platform/live-text'
import { excerpt } from '#platform/plain-text'
import type { Span } from '#platform/time'
import { bind, blockNames, photosFor, scopeOf, type Telling, tellInline } from '#prose'
import { periodInWords } from '#regimes'
import { type Menu, mostLives, type PhotoToPlace, type ShownLive } from './entry.ts'
import { periodsToPlace } from './periods.ts'

/** What is alive in a text as it was written, read now. What is no notation is left out. */
export async function showLives(telling: Telling, raws: readonly string[]): Promise<ShownLive[]> {
  const indicators = new Map(telling.results.indicators.map((one) => [one.code, one]))
  const named = (code: string | undefined): string => {
    const indicator = code === undefined ? undefined : indicators.get(code)
    return indicator ? worded(indicator.nameVi, indicator.nameEn) : (code ?? '')
  }
  const shown: ShownLive[] = []
  for (const raw of raws.slice(0, mostLives)) {
    const [piece] = inlineOf(raw.trim())
    if (!piece || !('live' in piece)) continue
    const { live } = piece
    shown.push(
      isInline(live)
        ? await inWords(telling, raw, live, named, indicators)
        : {
            raw,
            label: blockLabel(live, named),
            detail: '',
            href: '',
            isGone: !blockNames.includes(live.name),
          },
    )
  }
  return shown
}

type Named = (code: string | undefined) => string

async function inWords(
  telling: Telling,
  raw: string,
  live: Live,
  named: Named,
  indicators: ReadonlyMap<string, { unitVi: string; unitEn: string }>,
): Promise<ShownLive> {
  const piece = await inLanguage('vi', () => tellInline(telling, live))
  const isGone = typeof piece === 'object' && 'gone' in piece
  const indicator = indicators.get(live.given[0] ?? '')
  const detail =
    live.name === 'count'
      ? t(`report_editor.count.${isGone ? 'unknown' : live.given[0]}`)
      : [
          named(live.given[0]),
          ...(indicator && live.name === 'figure' ? [worded(indicator.unitVi, indicator.unitEn)] : []),
          ...(live.options.unit ? [live.options.unit] : []),
          ...(live.options.line ? [live.options.line] : []),
          ...(reachNamed(live.options.reach) ? [t(`report_editor.reach_${live.options.reach}`)] : []),
          formatPeriod(live.options.period ?? telling.results.reported.period),
          ...(isGone ? [] : [provenIn(piece)].filter(Boolean)),
        ].join(' · ')
  return {
    raw,
    label: isGone ? t('report_editor.gone', { name: live.given[0] ?? live.name }) : wordsIn(piece),
    detail,
    href: typeof piece === 'object' && 'href' in piece ? piece.href : '',
    isGone,
  }
}

const wordsIn = (piece: Piece): string =>
  typeof piece === 'string' ? piece : 'shown' in piece ? piece.shown : 'words' in piece ? piece.words : ''

const provenIn = (piece: Piece): string =>
  isFigure(piece) && piece.proven !== undefined ? t('report_editor.proven', { percent: piece.proven }) : ''

function blockLabel(live: Live, named: Named): string {
  const { name, given, options, words } = live
  if (!blockNames.includes(name)) return t('report_editor.gone', { name })
  if (name === 'chart')
    return t(`report_editor.block.chart_by_${options.by === 'unit' ? 'unit' : 'month'}`, {
      name: named(given[0]),
    })
  if (name === 'theme' && given[0] === 'term') return t('report_editor.block.theme_of_term')
  if (name === 'photo') return `${t('report_editor.block.photo')}${words ? `: ${words}` : ''}`
  const of = given.map(named).join(', ')
  return `${t(`report_editor.block.${name}`)}${of ? `: ${of}` : ''}`
}

/** What the menu of the editor offers. */
export async function menuOf(telling: Telling): Promise<Menu> {
  const { db, results } = telling
  const figures = new Map(results.figures.map((one) => [one.indicator.code, one.figure]))
  const lines = results.unit.isArea ? await organisationLines(db) : []
  const period = periodInWords(results.reported.period)
  return {
    period,
    figures: results.indicators
      .map((indicator) => {
        const figure = figures.get(indicator.code)
        const proven = figure ? provenPercent(figure) : undefined
        return {
          code: indicator.code,
          name: worded(indicator.nameVi, indicator.nameEn),
          unit: worded(indicator.unitVi, indicator.unitEn),
          shown: wordsIn(bind(figure, scopeOf(results, indicator.code))),
          proof: proven === undefined ? '' : t('report_editor.proven', { percent: proven }),
          entries: figure?.entries ?? 0,
          isHeadline: indicator.isHeadline,
        }
      })
      // What has been entered comes first; the rest is there to be found by name.
      .toSorted(
        (one, other) =>
          Number(other.entries > 0) - Number(one.entries > 0) ||
          Number(other.isHeadline) - Number(one.isHeadline),
      ),
    units: results.parts.beneath.map(({ slug, name }) => ({ slug, name })),
    periods: periodsToPlace(results.reported),
    lines: lines.map(({ code, nameVi }) => ({ code, name: nameVi })),
    blocks: blockNames.map((name) => ({
      name,
      label: t(`report_editor.block.${name}`),
      hint: t(`report_editor.block_hint.${name}`),
    })),
  }
}

/** The photos that can be placed, each with what it would be in a text. */
export async function photosToPlace(db: Reader, unitId: string, span: Span): Promise<PhotoToPlace[]> {
  const photos = await photosFor(db, unitId, span)
  return photos.map((photo) => ({
    id: photo.id,
    picture: `/minh-chung/${photo.sha256}.jpg`,
    words: excerpt(`${photo.initiativeName}: ${photo.summary}`, 120),
    mayBePublic: photo.mayBePublic,
  }))
}
