import { caseRoot, severity } from './blocks/caseRoot.ts';
import { preHospital } from './blocks/preHospital.ts';
import { chestPainRoot } from './blocks/chestPainRoot.ts';
import { apoplexyRoot } from './blocks/apoplexyRoot.ts';
import { gibRoot, bleeding } from './blocks/gib.ts';
import { person } from './blocks/person.ts';
import { visit, preWarning, preAmbulanceInfo } from './blocks/visit.ts';
import { onset } from './blocks/onset.ts';
import { position } from './blocks/position.ts';
import { transfer, directArrival } from './blocks/transfer.ts';
import { remoteEcg } from './blocks/remoteEcg.ts';
import { preCpr } from './blocks/preCpr.ts';
import { insideRoadmap, chestPainRoadmap, traumaRoadmap } from './blocks/insideRoadmap.ts';
import { traumaScores, bleedingScore } from './blocks/diseaseEvalute.ts';
import { otherInfo } from './blocks/otherInfo.ts';
import { leaveHospital } from './blocks/leaveHospital.ts';
import { preHospitalLysis, stemi } from './blocks/lysis.ts';
import { chestPainTreatment, graceRisk, firstDrugs } from './blocks/specialTreat.ts';
import { catheter, heartSurgery } from './blocks/catheter.ts';
import { ecgLists, preEcgRow, insideEcgRow } from './blocks/ecg.ts';
import { thrombolysis } from './blocks/thrombolysis.ts';
import { therapy } from './blocks/therapy.ts';
import { preHospitalSigns, vitalSigns } from './blocks/vitalSigns.ts';
import { admission } from './blocks/admission.ts';
import { nerveConsult } from './blocks/nerveConsult.ts';
import { laboratory } from './blocks/laboratory.ts';
import { imaging } from './blocks/imaging.ts';
import { rooms } from './blocks/rooms.ts';
import { reports } from './blocks/reports.ts';
import { haemorrhage } from './blocks/haemorrhage.ts';
import { user, permissionConfig } from './blocks/user.ts';
import { consultItem, consultOpinion, consultPatient, mdtSign } from './blocks/consult.ts';
import { ambulanceTask, ambulance, driver } from './blocks/ambulanceTask.ts';
import { driverSchedule, driverScheduleDetail } from './blocks/driverSchedule.ts';
import { ecgPicture } from './blocks/ecgPicture.ts';
import { scoreRecord } from './blocks/scoreRecord.ts';
import { call, callType } from './blocks/call.ts';
import { article } from './blocks/article.ts';

/** Every block of the catalogue, in the order in which details answer them. */
export const BLOCKS = [
  caseRoot,
  severity,
  preHospital,
  chestPainRoot,
  apoplexyRoot,
  gibRoot,
  bleeding,
  person,
  visit,
  preWarning,
  preAmbulanceInfo,
  onset,
  position,
  transfer,
  directArrival,
  remoteEcg,
  preCpr,
  insideRoadmap,
  chestPainRoadmap,
  traumaRoadmap,
  traumaScores,
  bleedingScore,
  otherInfo,
  leaveHospital,
  preHospitalLysis,
  stemi,
  chestPainTreatment,
  graceRisk,
  firstDrugs,
  catheter,
  heartSurgery,
  ecgLists,
  preEcgRow,
  insideEcgRow,
  thrombolysis,
  therapy,
  preHospitalSigns,
  vitalSigns,
  admission,
  nerveConsult,
  laboratory,
  imaging,
  rooms,
  reports,
  haemorrhage,
  user,
  permissionConfig,
  consultItem,
  consultOpinion,
  consultPatient,
  mdtSign,
  ambulanceTask,
  ambulance,
  driver,
  driverSchedule,
  driverScheduleDetail,
  ecgPicture,
  scoreRecord,
  call,
  callType,
  article,
] as const;
