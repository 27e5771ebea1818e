import type { Actor } from '#access'
import { formatPeriod, t } from '#platform/i18n'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import { gathering } from './gather-reports.ts'

const columns = ['unit', 'area', 'standing', 'due', 'sent', 'late', 'nil', 'changed', 'reminded'] as const

/**
 * Who owes a report of a period and how each stands, as a table (.xlsx).
 * @throws Problem those of `gathering`
 */
export async function exportGathering(
  actor: Actor,
  asked: { regimeId: string; period: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const { regime, period, rows } = await gathering(actor, asked)
  return writeXlsx([
    {
      name: t('report_gathering.sheet'),
      rows: [
        [`${regime.name} · ${formatPeriod(period.period)}`],
        columns.map((column) => t(`report_gathering.column.${column}`)),
        ...rows.map((row): Cell[] => [
          row.unit.name,
          row.unit.areaName,
          t(`report_gathering.standing.${row.standing}`),
          { day: row.dueOn },
          row.firstSentOn === null ? null : { day: row.firstSentOn },
          row.daysLate,
          row.isNil ? t('report_gathering.yes') : '',
          row.changed,
          row.reminded?.times ?? 0,
        ]),
      ],
      widths: [40, 30, 20, 12, 12, 10, 14, 14, 12],
    },
  ])
}
