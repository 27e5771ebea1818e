import type pg from 'pg'
import { routes } from './routes.ts'

// Ids of things that stand in a database, so that a walk opens also what no link of a list leads to. A route whose beginning stands
// here is opened the day it is made.

/** Some things of a table: of the commune first, then the newest and the oldest of all. */
const some = (table: string, columns: string, unit = 'unit_id') => `
  (select ${columns} from ${table} where ${unit} in (select unit_id from org.beneath where ancestor_id = $1) order by id desc limit 3)
  union (select ${columns} from ${table} order by id desc limit 3) union (select ${columns} from ${table} order by id limit 3)`

/** By the beginning of routes, what fills their parameters: a column for each. */
const fillings: Readonly<Record<string, string>> = {
  '/anh/': `select coalesce(public_sha256, sha256) || '.jpg' as file from evidence.attachment where is_public limit 3`,
  '/du-lieu-mo/:file': `select name || kind as file from unnest(array['tong-hop', 'so-lieu', 'chi-tieu', 'mo-hinh', 'don-vi', 'tu-dien']) as name, unnest(array['.csv', '.json']) as kind`,
  '/minh-bach/:file': `select number || '.json' as file from ledger.root limit 3`,
  '/ghi/:icon': `select 'bieu-tuong-192.png' as icon`,
  '/diem-danh/:word': `select word from gatherings.door`,
  '/kiem-tra/:id': `select id from verification.spot_check`,
  '/kiem-tra-thuc-te/:id': `select id from verification.spot_check`,
  '/minh-chung/:id': some('evidence.attachment', 'id'),
  '/minh-chung/:file': `select sha256 || kind as file from (${some('evidence.attachment', 'sha256')}) as one, unnest(array['.jpg', '.small.jpg']) as kind`,
  '/van-ban/:id': some('programme.document', 'id'),
  '/van-ban/:id{[0-9a-f-]{36}}/tep/:file': `select document_id as id, sha256 || '.pdf' as file from programme.document_file`,
  '/chuyen-de/:id{[0-9a-f-]{36}}/tai-lieu/:file': `select theme_id as id, sha256 || '.pdf' as file from programme.theme_material`,
  '/ke-hoach/:id': some('programme.plan', 'id'),
  '/ke-hoach/:id/nhiem-vu/:task': `select plan_id as id, id as task from programme.task order by handed_on is not null, id desc limit 9`,
  '/chi-tieu/:unit': `select unnest(array['xa-rach-kien', slug]) as unit from org.unit where kind = 'province' and valid_to is null`,
  '/quan-ly/loai-mo-hinh/:code': `select code from initiatives.kind order by code = 'godmothers' desc, code limit 3`,
  '/quan-ly/loai-mo-hinh/:code/cau-hoi/:key': `select kind as code, key from initiatives.field join initiatives.form on form.id = form_id order by kind = 'godmothers' desc, key limit 5`,
  '/quan-ly/mo-hinh/:id': some('initiatives.initiative', 'id'),
  '/dang-ky-lam-theo/cua-toi/:id': `select id from pledges.personal`,
  '/dang-ky-lam-theo/minh-chung/:id': `select id from pledges.personal`,
  '/ghi-hoat-dong/:initiativeId': some('initiatives.initiative', 'id as "initiativeId"'),
  '/hoat-dong/:id': some('activities.activity', 'id'),
  '/so-lieu-cu/tep/:id': `select id from activities.intake`,
  '/so-lieu-cu/:kind': `select intake.kind, preview.id as import from activities.intake cross join imports.preview`,
  '/quan-ly/don-vi/nhap/:import': `select id as import from imports.preview`,
  '/quan-ly/nguoi-dung/nhap/:import': `select id as import from imports.preview`,
  '/hoc-tap/:id': `${some('gatherings.gathering', 'id')} union select gathering_id from gatherings.door union select gathering_id from gatherings.listed`,
  '/cau-tra-loi-cho-xem/:id': `select id from verification.hold`,
  '/so-sanh-so-lieu/:unit': `select 'xa-rach-kien' as unit`,
  '/quan-ly/de-cuong/:code': `select code from reports.outline`,
  '/quan-ly/de-cuong/:code/phan/:key': `select code, part ->> 'key' as key from reports.outline, jsonb_array_elements(sections) as part`,
  '/quan-ly/che-do-bao-cao/:id': `select id from reports.regime`,
  '/bao-cao/:unit/:period': `select 'xa-rach-kien' as unit, to_char(current_date, 'YYYY-MM') as period
     union select slug, period from reports.report join org.unit on unit.id = unit_id`,
  '/bao-cao/:unit/:period/ban/:version': `select slug as unit, period, version from reports.frozen join reports.report on report.id = report_id join org.unit on unit.id = unit_id`,
  '/bao-cao/:unit/:period/nhap-so-lieu/:id': `select slug as unit, period, one.id, sha256 || '.xlsx' as file from reports.figure_import as one join org.unit on unit.id = unit_id`,
  '/bao-cao-cap-duoi/:regime/:period': `select id as regime, to_char(current_date, 'YYYY-MM') as period from reports.regime`,
  '/bao-cao-da-gui/:id': `select id from reports.sending`,
  '/lien-thong/:server': `select server from federation.server`,
}

/** The parts of a route: a parameter has its name, and all else stands as it is. */
function partsOf(route: string): { name?: string; text: string }[] {
  const found: { name?: string; text: string }[] = []
  for (const part of route.split(/(?=\/)/)) {
    const [, name, after] = /^\/:(\w+)(.*)$/.exec(part) ?? []
    found.push(name ? { name, text: after?.startsWith('{') ? '' : (after ?? '') } : { text: part })
  }
  return found
}

/** Addresses of every route whose parameters are known, as things of a database fill them; what is near a unit comes first. */
export async function addressesOfRoutes(owner: pg.Client, unitId: string): Promise<string[]> {
  const found: string[] = []
  for (const route of routes.filter((path) => !path.startsWith('/api/'))) {
    const parts = partsOf(route)
    const names = parts.flatMap(({ name }) => name ?? [])
    if (names.length === 0) {
      found.push(route)
      continue
    }
    const path = route.replace(/^\/en(?=\/)/, '')
    const beginning = Object.keys(fillings)
      .filter((one) => path.startsWith(one))
      .sort((one, other) => other.length - one.length)[0]
    if (!beginning) continue
    const sql = fillings[beginning] ?? ''
    const { rows } = await owner.query<Record<string, string>>(sql, sql.includes('$1') ? [unitId] : [])
    for (const row of rows)
      if (names.every((name) => row[name]))
        found.push(parts.map(({ name, text }) => (name ? `/${row[name]}${text}` : text)).join(''))
  }
  return found
}
