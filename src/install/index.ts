export { type MadeCertificate, makeCertificate } from './certificate.ts';
export { installation, removal } from './manifests.ts';
export { type Certificates, type InstallSettings, name as defaultNamespace, serverNames } from './settings.ts';
