import type { QualityRule } from './rules.ts'

/** What should hold between the ready indicators (DOMAIN: a part is no more than its whole). */
export const readyRules: readonly QualityRule[] = [
  {
    code: 'welcoming_of_rated',
    nameVi: 'Số lượt đánh giá “thân thiện” không nhiều hơn số lượt đánh giá',
    nameEn: 'Ratings of “welcoming” are no more than all ratings',
    lesser: 'ratings_welcoming',
    greater: 'ratings_given',
  },
  {
    code: 'dedicated_of_rated',
    nameVi: 'Số lượt đánh giá “tận tụy” không nhiều hơn số lượt đánh giá',
    nameEn: 'Ratings of “dedicated” are no more than all ratings',
    lesser: 'ratings_dedicated',
    greater: 'ratings_given',
  },
  {
    code: 'responsible_of_rated',
    nameVi: 'Số lượt đánh giá “trách nhiệm” không nhiều hơn số lượt đánh giá',
    nameEn: 'Ratings of “responsible” are no more than all ratings',
    lesser: 'ratings_responsible',
    greater: 'ratings_given',
  },
  {
    code: 'bookings_of_served',
    nameVi: 'Số lượt hẹn trước ngày cuối tuần không nhiều hơn số lượt người được phục vụ',
    nameEn: 'Weekend bookings are no more than people served',
    lesser: 'weekend_bookings',
    greater: 'weekend_people_served',
  },
]
