import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { recordActivity } from '#activities'
import { inLanguage } from '#platform/i18n'
import { broughtTo } from '#platform/module'
import { today } from '#platform/time'
import { useDatabase } from '../../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../../../test/support/district.ts'
import { pagesOf } from '../../../../../test/support/pages.ts'
import { setTelling } from '../set-telling.ts'
import { tellingPages } from './index.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let office: Actor
beforeAll(async () => {
  await asSystem('test.prepare', async (tx) => {
    for (const prepare of broughtTo('prepare')) await prepare(tx)
  })
  district = await aDistrict()
  office = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Văn phòng tỉnh', { role: 'checker', unitId: district.province }),
  )
  const entry = anEntry(district.initiativeId, { day: `${today().slice(0, 4)}-01-01` })
  await recordActivity(district.recorder, { ...entry, answers: { waste: '12,5', households: 12 } })
})

const pages = pagesOf(tellingPages)
const here = '/quan-ly/cach-ke'
const at = (code: string, slug = district.communeSlug) => `${here}/${slug}/${code}`
const get = (path: string, actor: Actor = district.checker) => pages.get(actor, path)
const post = (path: string, form: Record<string, string> = {}, actor: Actor = district.checker) =>
  pages.post(actor, path, form)

test('the list says how each indicator reads, and is narrowed by topic and by words', async () => {
  const all = await get(here)
  const study = await get(`${here}?noi-dung=study`)
  const found = await get(`${here}?q=hoc+bong`)
  const nothing = await get(`${here}?q=khongcogica`)

  expect(all.text).toContain('Các đơn vị đã ban hành 24 văn bản.')
  expect(all.text).toContain('Các đơn vị đã trao 24 suất học bổng, quà tiếp sức đến trường')
  expect(study.text).toContain(
    'Các đơn vị đã tổ chức 48 hội nghị, lớp học tập, quán triệt với 24 lượt người dự.',
  )
  expect(study.text).not.toContain('suất học bổng')
  expect(found.text).toContain(`href="${at('scholarships')}"`)
  expect(found.text).not.toContain(`href="${at('documents_issued')}"`)
  expect(nothing.text).toContain('Không có chỉ tiêu nào khớp')
  expect((await inLanguage('en', () => get(here))).text).toContain('How figures are told')
})

test('an officer tries words, saves them, sees the versions and goes back to the default', async () => {
  const typed = { told: 'tặng {n} phần quà', weight: '3', seen: '0' }
  const tried = await post(at('scholarships'), { ...typed, preview: 'yes' })
  expect([tried.status, tried.text.includes('Các đơn vị đã tặng 24 phần quà')]).toEqual([201, true])
  expect(tried.text).toContain('value="tặng {n} phần quà"')
  expect((await get(at('scholarships'))).text).toContain('Đang kể theo mặc định của phần mềm.')

  const saved = await post(at('scholarships'), typed)

  expect(saved).toMatchObject({ status: 303, location: `${at('scholarships')}?da=luu` })
  const page = await get(`${at('scholarships')}?da=luu`)
  expect(page.text).toContain('Đã lưu.')
  expect(page.text).toContain('Các đơn vị đã tặng 24 phần quà')
  expect(page.text).toContain('Đang kể theo cách của Xã Một.')
  expect(page.text).toContain('<q lang="vi">Các đơn vị đã trao 24 suất học bổng')
  expect((await post(at('scholarships'), typed)).status).toBe(409)
  const back = await post(`${at('scholarships')}/mac-dinh`, { seen: '1' })
  expect(back.location).toBe(`${at('scholarships')}?da=mac-dinh`)
  const after = await get(at('scholarships'))
  expect(after.text).toContain('Đang kể theo mặc định của phần mềm.')
  expect(after.text).not.toContain('/mac-dinh"')
  expect(after.text).toContain('tặng {n} phần quà')
})

test('words of the unit above hold until the unit has its own, and figures of the unit are shown where there are some', async () => {
  const told = {
    told: 'ủ {n} rác',
    weight: 2,
    seen: 0,
    preview: false,
    of: undefined,
    as: undefined,
    decimals: undefined,
  }
  await setTelling(office, district.province, 'test_waste_kg', told)

  const page = await get(at('test_waste_kg'))

  expect(page.text).toContain('Đang kể theo cách của Tỉnh Thử.')
  expect(page.text).toContain('Các đơn vị đã ủ 12,5 kg rác.')
  expect(page.text).toContain('Bằng số liệu năm nay của đơn vị.')
  await post(at('test_waste_kg'), { told: 'xử lý {n} rác bếp', weight: '2', seen: '0' })
  const own = await get(at('test_waste_kg'))
  expect(own.text).toContain('Các đơn vị đã xử lý 12,5 kg rác bếp.')
  expect(own.text).toContain('<q lang="vi">Các đơn vị đã ủ 12,5 kg rác.</q>')
})

test('what is wrong is said at its field, and what was typed stays', async () => {
  const wrong = await post(at('scholarships'), { told: 'trao suất học bổng', weight: '2', seen: '0' })
  const itself = await post(at('scholarships'), { of: 'scholarships', as: 'with', weight: '2', seen: '2' })

  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Câu kể cần có {n} đúng một lần')
  expect(wrong.text).toContain('value="trao suất học bổng"')
  expect(wrong.text).toContain('href="#f-told"')
  expect(itself.text).toContain('Một chỉ tiêu không kể kèm chính nó.')
})

test('only who manages outlines of a unit sees or says how it tells', async () => {
  const { leader, recorder, stranger, provinceSlug } = district
  const form = { told: 'trao {n} quà', weight: '2', seen: '0' }
  for (const actor of [leader, recorder, stranger])
    for (const answer of [
      await get(`${here}?don-vi=${district.communeSlug}`, actor),
      await get(at('plastic_kg'), actor),
      await post(at('plastic_kg'), form, actor),
      await post(`${at('plastic_kg')}/mac-dinh`, { seen: '0' }, actor),
    ])
      expect(answer.status).toBe(404)
  expect((await get(at('plastic_kg', provinceSlug))).status).toBe(404)
  expect((await get(at('khong_co'))).status).toBe(404)

  expect((await get(`${here}?don-vi=${district.communeSlug}`, office)).status).toBe(200)
  expect((await post(at('plastic_kg', provinceSlug), form, office)).status).toBe(303)
})
