/** Charts as reports have them, with all that makes drawing hard: long names, nothing known, zero, a decrease. */

import type { ChartSpec } from './content.ts'

export const communes = [
  'Xã Cần Đước',
  'Xã Rạch Kiến',
  'Xã Long Cang',
  'Xã Mỹ Lệ',
  'Xã Tân Lân',
  'Xã Long Hựu',
  'Phường Khánh Hậu',
  'Xã Nhựt Tảo – Vàm Cỏ',
  'Hội Liên hiệp Phụ nữ các cơ quan Đảng, Mặt trận Tổ quốc và đoàn thể tỉnh',
  'Xã Đức Hoà Thượng',
  'Xã Bình Thành (biên giới)',
  'Xã Thạnh Hoá',
]

export const byUnit: ChartSpec = {
  form: 'bars',
  unit: 'lượt người',
  labels: communes,
  series: [{ name: '2026', values: [1284, 968, 412, 0, null, 87, 3250, 15, 640, 1120, 733, 2] }],
}

export const thirtyUnits: ChartSpec = {
  form: 'bars',
  unit: '%',
  labels: Array.from({ length: 30 }, (_, index) => `${communes[index % 8]} ${index + 1}`),
  series: [
    { name: 'Có minh chứng', values: Array.from({ length: 30 }, (_, index) => (index * 37) % 101) },
    {
      name: 'Người dân xác nhận',
      values: Array.from({ length: 30 }, (_, index) => (index % 9 === 4 ? null : ((index * 53) % 97) + 0.5)),
    },
  ],
}

export const byMonth: ChartSpec = {
  form: 'columns',
  unit: 'hoạt động',
  labels: Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
  series: [{ name: 'Hoạt động', values: [12, 18, 25, 30, null, 41, 38, 0, 52, 60, 58, 71] }],
}

export const byQuarter: ChartSpec = {
  form: 'columns',
  unit: 'nghìn đồng',
  labels: ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'],
  series: [
    { name: 'Nuôi heo đất tiết kiệm', values: [125_400, 98_250.5, null, 210_000] },
    { name: 'Hàng cây nông dân', values: [80_000, 120_500, 60_300, 0] },
    { name: 'Ngày Chủ nhật xanh', values: [15_000, 22_000, 31_000, 40_000] },
    { name: 'Ủng hộ người nghèo', values: [44_000, 12_000, 51_000, 9_000] },
  ],
}

export const growth: ChartSpec = {
  form: 'columns',
  unit: '% so với cùng kỳ',
  labels: ['2022', '2023', '2024', '2025', '2026'],
  series: [{ name: 'Tăng, giảm', values: [12.5, -4.2, 0, 8, -1.75] }],
}

export const twoYears: ChartSpec = {
  form: 'columns',
  unit: 'lượt người',
  labels: byMonth.labels,
  series: [
    { name: 'Năm 2025', values: [1100, 980, 1210, 1400, 1350, 900, 1020, 1230, 1800, 1750, 1600, 2005] },
    { name: 'Năm 2026', values: [1284, 1150, 1333, 1502, null, 1100, 1345, 1400, 2100, 1984, 1870, 2311] },
  ],
}

export const course: ChartSpec = {
  form: 'line',
  unit: 'lượt người',
  labels: byMonth.labels,
  series: [
    { name: 'Xã Cần Đước', values: [310, 322, 341, 360, null, null, 402, 390, 420, 455, 470, 468] },
    { name: 'Xã Rạch Kiến', values: [120, 180, 170, 220, 240, 260, 300, 310, 305, 330, 360, 380] },
    { name: 'Phường Khánh Hậu', values: [50, 60, 90, 140, 200, 250, 290, 320, 350, 380, 400, 452] },
  ],
}

export const oneLine: ChartSpec = {
  form: 'line',
  unit: 'triệu đồng',
  labels: Array.from(
    { length: 24 },
    (_, index) => `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  ),
  series: [
    {
      name: 'Tiết kiệm',
      values: Array.from({ length: 24 }, (_, index) =>
        index === 7 || index === 9 ? null : 12.5 + index * 3.4 + (index % 5) * 2,
      ),
    },
  ],
}

export const allCharts = { byUnit, thirtyUnits, byMonth, byQuarter, growth, twoYears, course, oneLine }
