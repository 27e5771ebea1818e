import type { Doing } from './doing.ts'
import { homeComposting, modelRoad } from './farmers.ts'
import { folkMusic, followingUncleHo } from './front.ts'
import { attentiveService, weekendService } from './police.ts'
import {
  disabledChildren,
  godmothers,
  piggyBank,
  plasticForSchool,
  poorWomen,
  savingsGroup,
} from './women.ts'
import { friendshipHouse, hundredDongRoad, redScarfHouse } from './youth.ts'

/** What an initiative of each kind does when it does something. */
export const doings: Readonly<Record<string, Doing>> = {
  following_uncle_ho: followingUncleHo,
  folk_music: folkMusic,
  home_composting: homeComposting,
  model_road: modelRoad,
  godmothers,
  disabled_children: disabledChildren,
  poor_women: poorWomen,
  plastic_for_school: plasticForSchool,
  savings_group: savingsGroup,
  piggy_bank: piggyBank,
  weekend_service: weekendService,
  attentive_service: attentiveService,
  hundred_dong_road: hundredDongRoad,
  red_scarf_house: redScarfHouse,
  friendship_house: friendshipHouse,
}
