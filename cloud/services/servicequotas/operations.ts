import { GetAWSDefaultServiceQuota, GetServiceQuota, ListAWSDefaultServiceQuotas, ListServiceQuotas, ListServices } from './quotas.ts';
import {
  GetRequestedServiceQuotaChange,
  ListRequestedServiceQuotaChangeHistory,
  ListRequestedServiceQuotaChangeHistoryByQuota,
  RequestServiceQuotaIncrease,
} from './requests.ts';

/** What Service Quotas can do. */
export const operations = {
  GetAWSDefaultServiceQuota,
  GetRequestedServiceQuotaChange,
  GetServiceQuota,
  ListAWSDefaultServiceQuotas,
  ListRequestedServiceQuotaChangeHistory,
  ListRequestedServiceQuotaChangeHistoryByQuota,
  ListServiceQuotas,
  ListServices,
  RequestServiceQuotaIncrease,
};
