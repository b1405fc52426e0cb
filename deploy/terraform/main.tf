# The RAM role of the bot, with the rights of docs/ram-policy.json and no others. The orders can be narrowed to some
# instances by `resizable`; read actions cannot be narrowed.
terraform {
  required_version = ">= 1.3"
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.252.0"
    }
  }
}

locals {
  policy = jsondecode(file("${path.module}/../../docs/ram-policy.json"))
  # By way of JSON, because one is a list and the other a string.
  statements = [
    for statement in local.policy.Statement : merge(statement, {
      Resource = jsondecode(statement.Action == "kvstore:ModifyInstanceSpec" ? jsonencode(var.resizable) : jsonencode(statement.Resource))
    })
  ]
  # In ACK by RRSA: only this service account, only for STS. Else: an ECS instance.
  trust = merge(
    { Action = "sts:AssumeRole", Effect = "Allow" },
    var.rrsa == null ? { Principal = { Service = ["ecs.aliyuncs.com"] } } : null,
    var.rrsa == null ? null : {
      Principal = { Federated = [var.rrsa.provider_arn] }
      Condition = {
        StringEquals = {
          "oidc:aud" = ["sts.aliyuncs.com"]
          "oidc:iss" = [var.rrsa.issuer]
          "oidc:sub" = ["system:serviceaccount:${var.rrsa.namespace}:${var.rrsa.service_account}"]
        }
      }
    },
  )
}

resource "alicloud_ram_policy" "bot" {
  policy_name     = var.name
  description     = "What redis-resize calls, and nothing else"
  policy_document = jsonencode({ Version = local.policy.Version, Statement = local.statements })
}

resource "alicloud_ram_role" "bot" {
  role_name                   = var.name
  description                 = "Slack bot that resizes Redis instances"
  max_session_duration        = 3600
  assume_role_policy_document = jsonencode({ Version = "1", Statement = [local.trust] })
}

resource "alicloud_ram_role_policy_attachment" "bot" {
  policy_name = alicloud_ram_policy.bot.policy_name
  policy_type = "Custom"
  role_name   = alicloud_ram_role.bot.role_name
}
