// Made-up data for the examples: plausible, nobody's.

import type { Site } from './document.tsx'
import type { Proof } from './proof.ts'

export const site: Site = {
  name: 'Huyện Cần Đước',
  programme: 'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
  demonstration: true,
  origin: 'https://lantoa.example.vn',
}

export const person = { name: 'Nguyễn Thị Hồng Hoa', unitName: 'Hội LHPN xã Long Trạch' }

export const households: Proof = { declared: 96, evidenced: 402, confirmed: 368, verified: 418 }

/** Two years of months that rise with the seasons; the last ones are less proven, as in life. */
export const months = Array.from({ length: 24 }, (_, index) => {
  const year = 2024 + Math.floor((index + 3) / 12)
  const period = `${year}-${String(((index + 3) % 12) + 1).padStart(2, '0')}`
  const total = Math.round(120 + index * 9 + 60 * Math.sin(index / 2))
  const verified = Math.round(total * Math.max(0.05, 0.5 - index * 0.015))
  const confirmed = Math.round(total * 0.22)
  const evidenced = Math.round(total * 0.2)
  return {
    period,
    verified,
    confirmed,
    evidenced,
    declared: total - verified - confirmed - evidenced,
    href: '#',
  }
})

export const communes = [
  { label: 'Xã Long Trạch', declared: 12, evidenced: 88, confirmed: 140, verified: 96 },
  { label: 'Thị trấn Cần Đước', declared: 40, evidenced: 120, confirmed: 60, verified: 42 },
  { label: 'Xã Phước Đông', declared: 0, evidenced: 64, confirmed: 80, verified: 51 },
  { label: 'Xã Tân Lân', declared: 88, evidenced: 22, confirmed: 0, verified: 0 },
  { label: 'Xã Long Hựu Đông', declared: 0, evidenced: 0, confirmed: 0, verified: 0 },
].map((row) => ({ ...row, href: '#' }))

export const units = [
  { id: '1', name: 'Xã Long Trạch', code: '28207', detail: 'Huyện Cần Đước (đến 30/6/2025)' },
  {
    id: '2',
    name: 'Hội LHPN xã Long Trạch',
    code: 'PN-28207',
    detail: 'Xã Long Trạch · Hội Liên hiệp Phụ nữ',
  },
  { id: '3', name: 'Chi hội Phụ nữ ấp Xoài Đôi', detail: 'Xã Long Trạch · Hội Liên hiệp Phụ nữ' },
]

/** A quiet picture that needs no file. */
export const picture = (hue: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 30"><rect width="48" height="30" fill="#${hue}"/><circle cx="36" cy="9" r="4" fill="#f6dfa4"/><path d="M0 30V20l10-6 9 7 10-9 19 13v5z" fill="#14614a" opacity=".55"/></svg>`,
  )}`
