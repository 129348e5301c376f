targetScope = 'resourceGroup'

@description('A short name that starts every resource name, for example quarantine-watch.')
@minLength(3)
@maxLength(24)
param resourceBaseName string

@description('Where the resources are placed.')
param location string = resourceGroup().location

@description('App Service plan size. B1 is the smallest that keeps the app awake.')
param webAppSku string = 'B1'

@description('The Microsoft 365 tenant that the bot serves and reads.')
param tenantId string = subscription().tenantId

@description('Client id of the reader: the app or managed identity that may read quarantine and policies. Empty means the identity made here.')
param readerClientId string = ''

@description('Entra group or user object ids, comma-separated, of the people who may ask. Empty means nobody.')
param readerGroups string = ''

@description('Entra group or user object ids of the people who may carry out changes.')
param operatorGroups string = ''

@description('Entra group or user object ids of the people who may approve changes.')
param approverGroups string = ''

@description('Entra group or user object ids of ContactMonkey Customer Success Managers.')
param csmGroups string = ''

@description('Tenants whose people may talk to the bot, comma-separated. Empty means only the tenant above.')
param allowedTenants string = ''

@description('Tenant of ContactMonkey, when its people answer tickets from there; it must be among the allowed tenants. Empty means none.')
param csmTenantId string = ''

@description('Path on the web app of the JSON file with further customers, for example /home/data/tenants.json. Empty means none.')
param tenantsFile string = ''

@description('Address of a PostgreSQL server. Empty means the embedded database on the disk of the web app, which serves one instance only.')
@secure()
param databaseUrl string = ''

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${resourceBaseName}-identity'
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: '${resourceBaseName}-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logRetentionDays
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: '${resourceBaseName}-plan'
  location: location
  kind: 'linux'
  sku: {
    name: webAppSku
  }
  properties: {
    reserved: true
  }
}

resource webApp 'Microsoft.Web/sites@2024-11-01' = {
  name: resourceBaseName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'npm start'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/healthz'
      appSettings: [
        {
          name: 'BOT_APP_ID'
          value: identity.properties.clientId
        }
        {
          name: 'BOT_APP_TYPE'
          value: 'UserAssignedMSI'
        }
        {
          name: 'BOT_TENANT_ID'
          value: tenantId
        }
        {
          name: 'TENANT_ID'
          value: tenantId
        }
        {
          name: 'CLIENT_ID'
          value: empty(readerClientId) ? identity.properties.clientId : readerClientId
        }
        {
          name: 'ALLOWED_TENANTS'
          value: allowedTenants
        }
        {
          name: 'READER_GROUPS'
          value: readerGroups
        }
        {
          name: 'OPERATOR_GROUPS'
          value: operatorGroups
        }
        {
          name: 'APPROVER_GROUPS'
          value: approverGroups
        }
        {
          name: 'CSM_GROUPS'
          value: csmGroups
        }
        {
          name: 'CSM_TENANT_ID'
          value: csmTenantId
        }
        {
          name: 'TENANTS'
          value: tenantsFile
        }
        {
          name: 'PUBLIC_URL'
          value: 'https://${resourceBaseName}.azurewebsites.net'
        }
        {
          name: 'DATABASE_URL'
          value: databaseUrl
        }
        {
          name: 'DATA_DIR'
          value: '/home/data'
        }
      ]
    }
  }
}

module bot 'botRegistration/azurebot.bicep' = {
  name: '${resourceBaseName}-bot'
  params: {
    resourceBaseName: resourceBaseName
    identityResourceId: identity.id
    identityClientId: identity.properties.clientId
    identityTenantId: identity.properties.tenantId
    botAppDomain: webApp.properties.defaultHostName
  }
}

output BOT_APP_ID string = identity.properties.clientId
output BOT_TENANT_ID string = identity.properties.tenantId
output BOT_DOMAIN string = webApp.properties.defaultHostName
output READER_PRINCIPAL_ID string = identity.properties.principalId
