import { beforeAll, expect, test } from 'vitest'
import { inventPeople } from '../../src/demo/people.ts'
import { demoDocument } from '../../src/demo/programme/documents.ts'
import { demoTheme } from '../../src/demo/programme/themes.ts'
import { layOutDistrict } from '../../src/demo/units.ts'
import { faultsOf, type Listed, named } from '../support/faults.ts'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

/** Somebody of the district whom its administrator manages. */
const aDemoPerson = inventPeople().find(({ userName }) => userName === 'ghi.rachkien')?.id

/** Every kind of working page; `:…` stands for the first link of that form on the page before. */
const workingPages: Listed[] = [
  '/viec-cua-toi',
  '/thong-bao',
  '/thong-bao/cach-nhan',
  '/thong-bao/lich',
  '/quan-ly/ngay-nghi',
  '/quan-ly/ngay-nghi?nam=2035',
  '/chi-tieu/xa-rach-kien?nam=2025',
  '/chi-tieu/xa-rach-kien/ben-duoi',
  '/chi-tieu/xa-rach-kien/ben-duoi?muc=tat-ca',
  '/chi-tieu/xa-rach-kien/dat',
  '/chi-tieu/xa-rach-kien/nhap',
  '/chi-tieu/xa-rach-kien/muc/organic_waste_kg',
  '/chi-tieu/xa-rach-kien/muc/organic_waste_kg/giao?de-xuat=last_year',
  ['/chi-tieu/khong-co', 404],
  '/dang-ky-lam-theo',
  '/dang-ky-lam-theo/moi',
  '/dang-ky-lam-theo/tap-the',
  '/dang-ky-lam-theo/tap-the/moi',
  '/dang-ky-lam-theo/ban-giay',
  '/dang-ky-lam-theo/ket-qua/xa-rach-kien',
  '/ghi-hoat-dong',
  '/ghi-hoat-dong?q=khongcogica',
  '/hoat-dong',
  '/hoat-dong?cua=toi',
  '/hoat-dong?trang-thai=rejected',
  '/dan-noi-khac',
  '/cau-tra-loi-cho-xem',
  '/kiem-tra-thuc-te',
  '/nhiem-vu',
  '/nhiem-vu/bang',
  '/nhiem-vu/bang?xem=open',
  '/nhiem-vu/bang?xem=to_receive',
  ['/nhiem-vu/khong-co', 404],
  '/ke-hoach',
  '/ke-hoach?nam=2023',
  '/ke-hoach?nam=2099',
  '/ke-hoach/moi',
  ['/ke-hoach/khong-co', 404],
  '/duyet',
  '/cau-hoi-anh',
  '/cau-hoi-anh?xem=da-tra-loi',
  ['/cau-hoi-anh/khong-co', 404],
  '/so-lieu-chi-tiet',
  '/so-lieu-chi-tiet/xa-rach-kien?ky=2026',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg?ky=2026',
  '/so-lieu-chi-tiet/xa-rach-kien?ky=2021',
  '/so-sanh-so-lieu',
  '/so-sanh-so-lieu/tinh-tay-ninh',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&cach=luc-do&theo=thang',
  '/so-sanh-so-lieu/xa-rach-kien?ky=2025&xem=muc&chi-tieu=organic_waste_kg&chi-tieu=deeds_done_rate',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&xem=thang&chi-tieu=organic_waste_kg',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&xem=o&chi-tieu=organic_waste_kg',
  '/so-sanh-so-lieu/xa-rach-kien?ky=2001',
  ['/so-sanh-so-lieu/xa-rach-kien?ky=abc', 422],
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/vi-sao?ky=2026',
  ['/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/vi-sao?ky=2026&tu=2099-01-01', 422],
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/chia-se?ky=2026',
  '/lien-ket-chia-se',
  '/dong-y',
  '/dong-y/moi',
  ['/dong-y/khong-co', 404],
  '/cau-hoi-so-lieu',
  '/cau-hoi-so-lieu?loai=missing&tat-ca=co',
  '/quan-ly/mo-hinh',
  '/quan-ly/mo-hinh/them',
  '/thu-vien-mo-hinh',
  '/thu-vien-mo-hinh?q=khongcogica',
  '/thu-vien-mo-hinh?nganh=women&chung-minh=co',
  '/quan-ly/loai-mo-hinh',
  '/quan-ly/loai-mo-hinh/them',
  '/quan-ly/loai-mo-hinh/plastic_for_school',
  '/quan-ly/loai-mo-hinh/plastic_for_school/phien-ban/1',
  '/quan-ly/loai-mo-hinh/plastic_for_school/xem-thu?phien-ban=1',
  '/van-ban',
  '/van-ban?q=khongcogica',
  '/van-ban?q=hoc%20tap&nam=2024',
  '/van-ban/them',
  '/van-ban/them?chieu=received',
  '/van-ban/nhap',
  `/van-ban/${demoDocument('district-plan-2024')}`,
  `/van-ban/${demoDocument('directive-05')}`,
  '/van-ban/ban-hanh/huyen-can-duoc',
  `/van-ban/so/${layOutDistrict().at('new/28114').id}`,
  ['/van-ban/00000000-0000-7000-8000-000000000000', 404],
  '/chuyen-de',
  '/chuyen-de?nam=2024',
  '/chuyen-de/them',
  `/chuyen-de/${demoTheme('year-2024')}`,
  '/bao-cao',
  '/bao-cao/xa-rach-kien/2026-03',
  ['/bao-cao/xa-rach-kien/2099-01', 422],
  '/bao-cao/xa-rach-kien/2026-03/kiem-tra',
  '/bao-cao/xa-rach-kien/2026-03/trinh-ky',
  '/bao-cao/xa-rach-kien/2026-03/gui',
  '/bao-cao/xa-rach-kien/2026-03/khac-biet',
  '/bao-cao-cap-duoi',
  '/bao-cao/xa-rach-kien/2026-03/nhap-so-lieu',
  ['/bao-cao/cach-duyet/xa-rach-kien', 404],
  '/bao-cao/xa-rach-kien/2026-03/soan/so',
  '/bao-cao?ky=2025&de-cuong=theme',
  '/bao-cao/xa-rach-kien/2025~theme',
  '/quan-ly/de-cuong',
  '/quan-ly/de-cuong/them?tu=annual',
  '/quan-ly/de-cuong/nhap',
  '/quan-ly/de-cuong/annual',
  '/quan-ly/de-cuong/annual/phien-ban/1',
  '/quan-ly/de-cuong/annual/xem-thu?phien-ban=1',
  ['/quan-ly/de-cuong/khong_co', 404],
  '/quan-ly/che-do-bao-cao',
  '/quan-ly/che-do-bao-cao/them',
  '/quan-ly/che-do-bao-cao/them?kind.hamlet=yes',
  ['/quan-ly/che-do-bao-cao/khong-co', 404],
  '/quan-ly/don-vi',
  '/hoc-tap',
  '/hoc-tap?trang-thai=cancelled&nam=2016',
  '/hoc-tap/moi',
  ['/hoc-tap/khong-co', 404],
  '/hoc-tap/don-vi/xa-rach-kien?nam=2026',
  '/tai-khoan',
  '/tai-khoan/hai-buoc',
  '/them',
  ['/khong-co-trang-nay', 404],
]
const administratorsPages: Listed[] = [
  '/bao-cao/cach-duyet/xa-rach-kien',
  '/ket-noi',
  ['/ket-noi/khong-co', 404],
  '/quan-ly/viec-nen',
  '/quan-ly/ngay-nghi?nam=2026',
  '/quan-ly/don-vi',
  '/quan-ly/don-vi/them',
  '/quan-ly/don-vi/nhap',
  '/quan-ly/sap-xep',
  '/quan-ly/sap-xep/moi?loai=merge',
  '/quan-ly/sap-xep/moi?loai=split',
  '/quan-ly/sap-xep/moi?loai=transfer',
  '/quan-ly/sap-xep/moi?loai=rename',
  '/quan-ly/sap-xep/moi?loai=dissolve',
  '/quan-ly/nguoi-dung',
  `/quan-ly/nguoi-dung/${aDemoPerson}/bao-mat`,
  '/quan-ly/nhat-ky',
  '/quan-ly/nhat-ky?q=khongcogica',
  '/lien-thong',
]

const system = useSystem()
let checker: Awaited<ReturnType<typeof aPage>>
let administrator: Awaited<ReturnType<typeof aPage>>

beforeAll(async () => {
  checker = await aPage(system, { viewport: sizes.phone })
  administrator = await aPage(system, { viewport: sizes.phone })
  await signInAs(checker, 'duyet.rachkien')
  await signInAs(administrator, 'quantri')
})

test.each(workingPages.map(named))('%s, for a checker', async (_name, listed) => {
  expect(await faultsOf(checker, listed)).toEqual([])
})

test.each(administratorsPages.map(named))('%s, for an administrator', async (_name, listed) => {
  expect(await faultsOf(administrator, listed)).toEqual([])
})

test('a leader changes a target of the year', async () => {
  const leader = await aPage(system, { viewport: sizes.phone })
  await signInAs(leader, 'lanhdao.tinh')

  expect(await faultsOf(leader, '/chi-tieu/tinh-tay-ninh/muc/household_composting/doi')).toEqual([])
})

test('the working area speaks English once it is asked to', async () => {
  const page = await aPage(system, { viewport: sizes.phone })
  await signInAs(page, 'duyet.rachkien')

  await page.goto('/ngon-ngu/en?tiep=/viec-cua-toi')
  for (const address of [
    '/viec-cua-toi',
    '/duyet',
    '/bao-cao',
    '/so-lieu-chi-tiet/xa-rach-kien?ky=2026',
    '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025',
    '/tai-khoan',
    '/them',
  ])
    expect(await faultsOf(page, address)).toEqual([])
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
})

test('its versions are laid side by side, and held against the figures of today', async () => {
  const province = await aPage(system, { viewport: sizes.phone })
  await signInAs(province, 'lanhdao.tinh')

  for (const path of ['so-sanh', 'khac-biet'])
    expect(await faultsOf(province, `/bao-cao/huyen-can-duoc/2021-06..2024-05/${path}`)).toEqual([])
  await province.goto('/bao-cao/huyen-can-duoc/2021-06..2024-05/ban/1')
  expect(await province.locator('main').textContent()).toContain('Mã băm nội dung')
  expect(await province.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1)).toBe(
    true,
  )
})
