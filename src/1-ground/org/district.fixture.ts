import { type Actor, asSystem, type Role } from '#access'
import { newId } from '#platform/ids'
import type { NewPlacement, NewUnit, Tree } from './entry.ts'
import { loadUnits } from './import/load-units.ts'

const reform = '2025-07-01'

/**
 * A piece of Cần Đước before and after 1 July 2025, with its real codes. Which old commune became which new one is made
 * up here: Long Trạch and Long Khê become Rạch Kiến, Tân Trạch and Mỹ Lệ become the new Mỹ Lệ.
 * @returns the id of every unit, by slug.
 */
export async function aDistrict() {
  const units: NewUnit[] = []
  const placements: NewPlacement[] = []
  const ids = {} as Record<string, string>
  const of = (slug: string): string => ids[slug] ?? slug

  const unit = (
    slug: string,
    name: string,
    given: Partial<NewUnit>,
    ...places: [tree: Tree, parent: string, from: string, to: string | null][]
  ) => {
    const id = newId()
    ids[slug] = id
    const filled = {
      kind: 'commune',
      line: null,
      officialCode: null,
      validFrom: '2000-01-01',
      validTo: null,
      ...given,
    }
    units.push({ id, name, shortName: name, slug, ...filled })
    for (const [tree, parent, validFrom, validTo] of places)
      placements.push({ tree, unitId: id, parentId: of(parent), validFrom, validTo })
  }
  const start = '2000-01-01'
  const old = { validTo: reform }
  const fresh = { validFrom: reform }

  unit('long-an', 'Tỉnh Long An', { kind: 'province', officialCode: '80', ...old })
  unit('tay-ninh', 'Tỉnh Tây Ninh', { kind: 'province', officialCode: '80', ...fresh })
  unit('huyen-can-duoc', 'Huyện Cần Đước', { kind: 'district', officialCode: '806', ...old }, [
    'area',
    'long-an',
    start,
    reform,
  ])
  unit('rach-kien', 'Xã Rạch Kiến', { officialCode: '28114', ...fresh }, ['area', 'tay-ninh', reform, null])
  unit('my-le', 'Xã Mỹ Lệ', { officialCode: '28132', ...fresh }, ['area', 'tay-ninh', reform, null])
  const inDistrict: ['area', string, string, string] = ['area', 'huyen-can-duoc', start, reform]
  unit('long-trach', 'Xã Long Trạch', { officialCode: '28111', ...old }, inDistrict)
  unit('long-khe', 'Xã Long Khê', { officialCode: '28114', ...old }, inDistrict)
  unit('tan-trach', 'Xã Tân Trạch', { officialCode: '28132', ...old }, inDistrict)
  unit('my-le-cu', 'Xã Mỹ Lệ (cũ)', { officialCode: '28135', ...old }, inDistrict)
  unit(
    'ap-1-long-trach',
    'Ấp 1',
    { kind: 'hamlet' },
    ['area', 'long-trach', start, reform],
    ['area', 'rach-kien', reform, null],
  )
  unit(
    'ap-1-tan-trach',
    'Ấp 1',
    { kind: 'hamlet' },
    ['area', 'tan-trach', start, reform],
    ['area', 'my-le', reform, null],
  )

  const women = { line: 'women' }
  unit(
    'phu-nu-huyen',
    'Hội Liên hiệp Phụ nữ huyện Cần Đước',
    { kind: 'district_organisation', ...women, ...old },
    inDistrict,
  )
  unit(
    'phu-nu-long-trach',
    'Hội Liên hiệp Phụ nữ xã Long Trạch',
    { kind: 'commune_organisation', ...women, ...old },
    ['area', 'long-trach', start, reform],
    ['line', 'phu-nu-huyen', start, reform],
  )
  unit(
    'chi-hoi-ap-1-long-trach',
    'Chi hội Phụ nữ ấp 1',
    { kind: 'branch', ...women },
    ['area', 'ap-1-long-trach', start, null],
    ['line', 'phu-nu-long-trach', start, reform],
  )

  const whole = (from: string, to: string) => ({ fromUnitId: of(from), toUnitId: of(to) })
  const part = (from: string, to: string, share: number) => ({ ...whole(from, to), share })
  const decision = 'Nghị quyết về sắp xếp đơn vị hành chính'
  await asSystem('system.load', (tx) =>
    loadUnits(tx, {
      units,
      placements,
      reorganisations: [
        {
          kind: 'merge',
          day: reform,
          document: decision,
          successions: [
            whole('long-an', 'tay-ninh'),
            whole('long-trach', 'rach-kien'),
            whole('long-khe', 'rach-kien'),
            whole('tan-trach', 'my-le'),
            whole('my-le-cu', 'my-le'),
          ],
        },
        {
          kind: 'split',
          day: reform,
          document: decision,
          successions: [part('huyen-can-duoc', 'rach-kien', 0.5), part('huyen-can-duoc', 'my-le', 0.5)],
        },
      ],
    }),
  )
  return { id: of, reform }
}

let people = 0

/** Somebody who holds a role on a unit. */
export async function aPersonWith(role: Role, unitId: string): Promise<Actor> {
  const personId = newId()
  const name = 'Người thử'
  people += 1
  await asSystem('system.load', async (tx) => {
    await tx
      .insertInto('access.person')
      .values({
        id: personId,
        name,
        user_name: `nguoi.thu.${people}`,
      })
      .execute()
    await tx
      .insertInto('access.role_held')
      .values({ person_id: personId, role, unit_id: unitId, valid_from: '2020-01-01' })
      .execute()
  })
  return { personId, name }
}
